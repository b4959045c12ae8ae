# Windows 10 and newer on x86_64, compiled by zig with the runtime of mingw-w64 that it carries. Not over common.cmake,
# which is for Linux.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(tool_prefix ${CMAKE_CURRENT_LIST_DIR}/bin/x86_64-windows)
set(CMAKE_C_COMPILER ${tool_prefix}-cc)
set(CMAKE_CXX_COMPILER ${tool_prefix}-c++)
set(CMAKE_RC_COMPILER ${tool_prefix}-cc)  # CMake insists on one; nothing here has resources
set(CMAKE_AR ${tool_prefix}-ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${tool_prefix}-ranlib CACHE FILEPATH "")
foreach(language C CXX)
  set(CMAKE_${language}_COMPILER_AR ${CMAKE_AR} CACHE FILEPATH "")
  set(CMAKE_${language}_COMPILER_RANLIB ${CMAKE_RANLIB} CACHE FILEPATH "")
endforeach()
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY NEVER)
# libjpeg-turbo's own choice for Windows, c:/..., is no path where this runs.
set(CMAKE_INSTALL_PREFIX /usr/local CACHE PATH "")
