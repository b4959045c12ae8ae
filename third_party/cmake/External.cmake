# Projects that insist on being the top level of their build are configured apart, by the same compiler.
include(ExternalProject)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)")
  set(DSOCR_AARCH64 TRUE)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)")
  set(DSOCR_X86_64 TRUE)
endif()

set(DSOCR_EXTERNAL_ARGS
  -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE}
  -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER}
  -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
  -DCMAKE_POSITION_INDEPENDENT_CODE=ON
  -DCMAKE_TOOLCHAIN_FILE=${CMAKE_TOOLCHAIN_FILE})

# dsocr_external(name SOURCE_DIR dir TARGET target ARGS -D...): configures `dir` and builds one target of it.
# Sets <name>_BINARY_DIR in the caller.
function(dsocr_external name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE_DIR;TARGET" "ARGS")
  set(binary_dir ${CMAKE_CURRENT_BINARY_DIR}/build)
  ExternalProject_Add(${name}
    SOURCE_DIR ${arg_SOURCE_DIR}
    BINARY_DIR ${binary_dir}
    CMAKE_ARGS ${DSOCR_EXTERNAL_ARGS} ${arg_ARGS}
    BUILD_COMMAND ${CMAKE_COMMAND} --build ${binary_dir} --target ${arg_TARGET} --parallel $ENV{DSOCR_JOBS}
    INSTALL_COMMAND ""
    USES_TERMINAL_BUILD TRUE)
  set(${name}_BINARY_DIR ${binary_dir} PARENT_SCOPE)
endfunction()

# Installs a library's licence where the wheel collects them.
function(dsocr_install_licence library)
  install(FILES ${ARGN} DESTINATION share/licenses/${library})
endfunction()
