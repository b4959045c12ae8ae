# dsocr_third_party: headers and archives of the pinned libraries, from DSOCR_THIRD_PARTY_PREFIX.
find_package(Threads REQUIRED)

if(NOT DSOCR_THIRD_PARTY_PREFIX)
  find_package(Python REQUIRED COMPONENTS Interpreter)
  set(prefix_command ${Python_EXECUTABLE} ${DSOCR_ROOT}/third_party/prefix.py)
  if(CMAKE_TOOLCHAIN_FILE)
    list(APPEND prefix_command --toolchain ${CMAKE_TOOLCHAIN_FILE})
  endif()
  list(APPEND prefix_command --)
  foreach(backend OPENCL VULKAN)
    if(DSOCR_${backend})
      list(APPEND prefix_command -DDSOCR_${backend}=ON)
    endif()
  endforeach()
  message(STATUS "Building or finding the third-party libraries; the first time takes some minutes")
  set(ENV{CC} "${CMAKE_C_COMPILER}")
  set(ENV{CXX} "${CMAKE_CXX_COMPILER}")
  execute_process(COMMAND ${prefix_command}
    OUTPUT_VARIABLE DSOCR_THIRD_PARTY_PREFIX OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
endif()
if(NOT EXISTS "${DSOCR_THIRD_PARTY_PREFIX}/lib/libMNN.a")
  message(FATAL_ERROR "DSOCR_THIRD_PARTY_PREFIX=\"${DSOCR_THIRD_PARTY_PREFIX}\" holds no lib/libMNN.a; "
                      "python3 third_party/prefix.py builds such a prefix and prints its path")
endif()

add_library(dsocr_third_party INTERFACE)
target_include_directories(dsocr_third_party SYSTEM INTERFACE ${DSOCR_THIRD_PARTY_PREFIX}/include)
target_compile_definitions(dsocr_third_party INTERFACE SPNG_STATIC)
if(DSOCR_VULKAN)  # its operations are known by their files' initialisers alone, which no other file asks for
  target_link_libraries(dsocr_third_party INTERFACE
    -Wl,--whole-archive,${DSOCR_THIRD_PARTY_PREFIX}/lib/libMNN.a,--no-whole-archive)
endif()
foreach(archive MNN jpeg spng z webp)
  target_link_libraries(dsocr_third_party INTERFACE ${DSOCR_THIRD_PARTY_PREFIX}/lib/lib${archive}.a)
endforeach()

# DSOCR_OPENCL, DSOCR_VULKAN: what MNN's back ends for GPUs need of those who use them.
foreach(backend OPENCL VULKAN)
  if(DSOCR_${backend})
    string(TOLOWER ${backend} folder)
    if(NOT IS_DIRECTORY "${DSOCR_THIRD_PARTY_PREFIX}/include/mnn/${folder}")
      message(FATAL_ERROR "DSOCR_THIRD_PARTY_PREFIX=\"${DSOCR_THIRD_PARTY_PREFIX}\" was built without "
                          "DSOCR_${backend}; python3 third_party/prefix.py -- -DDSOCR_${backend}=ON builds one with it")
    endif()
    target_include_directories(dsocr_third_party SYSTEM INTERFACE ${DSOCR_THIRD_PARTY_PREFIX}/include/mnn)
    target_compile_definitions(dsocr_third_party INTERFACE DSOCR_${backend})
  endif()
endforeach()
target_link_libraries(dsocr_third_party INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)
