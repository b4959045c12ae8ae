# Shared by the toolchain files for macOS beside it, which set DSOCR_MACHINE and CMAKE_SYSTEM_PROCESSOR: macOS 11 and newer,
# compiled by zig with the headers and the list of system symbols that it carries. Not over common.cmake, which is for
# Linux.
set(CMAKE_SYSTEM_NAME Darwin)
set(tool_prefix ${CMAKE_CURRENT_LIST_DIR}/bin/${DSOCR_MACHINE}-macos.11.0)
set(CMAKE_C_COMPILER ${tool_prefix}-cc)
set(CMAKE_CXX_COMPILER ${tool_prefix}-c++)
set(CMAKE_AR ${tool_prefix}-ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${tool_prefix}-ranlib CACHE FILEPATH "")
foreach(language C CXX)
  set(CMAKE_${language}_COMPILER_AR ${CMAKE_AR} CACHE FILEPATH "")
  set(CMAKE_${language}_COMPILER_RANLIB ${CMAKE_RANLIB} CACHE FILEPATH "")
endforeach()
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY NEVER)
# There is no SDK to ask xcrun for; what it would say is in zig.
set(CMAKE_OSX_SYSROOT "" CACHE STRING "")
set(CMAKE_OSX_DEPLOYMENT_TARGET "" CACHE STRING "")
set(CMAKE_INSTALL_NAME_TOOL true CACHE FILEPATH "")  # asked for, and nothing here has a path inside
