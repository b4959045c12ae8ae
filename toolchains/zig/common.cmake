# Shared by the toolchain files beside it, which set DSOCR_MACHINE and DSOCR_LIBC.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${DSOCR_MACHINE})
set(tool_prefix ${CMAKE_CURRENT_LIST_DIR}/bin/${DSOCR_MACHINE}-linux-${DSOCR_LIBC})
set(CMAKE_C_COMPILER ${tool_prefix}-cc)
set(CMAKE_CXX_COMPILER ${tool_prefix}-c++)
set(CMAKE_AR ${tool_prefix}-ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${tool_prefix}-ranlib CACHE FILEPATH "")
# CMake takes the archiver of the C++ compiler from variables of their own.
foreach(language C CXX)
  set(CMAKE_${language}_COMPILER_AR ${CMAKE_AR} CACHE FILEPATH "")
  set(CMAKE_${language}_COMPILER_RANLIB ${CMAKE_RANLIB} CACHE FILEPATH "")
endforeach()
# Libraries and headers come from zig and the third-party prefix, never from the machine that compiles.
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY NEVER)
