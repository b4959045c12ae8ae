# Every tests/cpp/<name>_test.cc is one executable. Tests run in the repository's root, so that they find their data
# by the same relative paths as under Bazel.
enable_testing()

set(DSOCR_GTEST_SOURCES /usr/src/googletest CACHE PATH "GoogleTest's source tree (Debian: libgtest-dev)")
if(NOT EXISTS ${DSOCR_GTEST_SOURCES}/CMakeLists.txt)
  message(FATAL_ERROR "DSOCR_GTEST_SOURCES=${DSOCR_GTEST_SOURCES} is no GoogleTest source tree; "
                      "install one (Debian: apt-get install libgtest-dev libgmock-dev) or name another folder")
endif()
set(INSTALL_GTEST OFF)
add_subdirectory(${DSOCR_GTEST_SOURCES} googletest EXCLUDE_FROM_ALL)

file(GLOB test_sources CONFIGURE_DEPENDS ${DSOCR_ROOT}/tests/cpp/*_test.cc)
foreach(source IN LISTS test_sources)
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE ${DSOCR_ROOT}/cpp ${DSOCR_ROOT})
  target_link_libraries(${name} PRIVATE dsocr dsocr_flags dsocr_third_party gmock gtest_main)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${DSOCR_ROOT})
endforeach()

# The examples, which docs/cpp.md shows, each on a picture whose text is known.
add_subdirectory(${DSOCR_ROOT}/examples/cpp examples)
foreach(name read words pixels threads)
  add_test(NAME example_${name} COMMAND example_${name} python/dsocr_native/models/fast examples/receipt.jpg
           WORKING_DIRECTORY ${DSOCR_ROOT})
  set_tests_properties(example_${name} PROPERTIES PASS_REGULAR_EXPRESSION "Rengit")
endforeach()
