# The Python module dsocr_native._core. Cross builds name the target's headers and file ending by
# DSOCR_PYTHON_INCLUDE and DSOCR_PYTHON_SUFFIX; otherwise the running interpreter is asked.
set(DSOCR_PYTHON_INCLUDE "" CACHE PATH "Folder of the target's Python.h")
set(DSOCR_PYTHON_SUFFIX "" CACHE STRING "For example .cpython-311-aarch64-linux-gnu.so")

if(NOT DSOCR_PYTHON_INCLUDE)
  find_package(Python REQUIRED COMPONENTS Interpreter Development.Module)
  set(DSOCR_PYTHON_INCLUDE ${Python_INCLUDE_DIRS})
  set(DSOCR_PYTHON_SUFFIX .${Python_SOABI}.so)
endif()
include(PythonLibrary)
set(PYBIND11_NOPYTHON ON)
find_package(pybind11 3.1 CONFIG REQUIRED)

file(GLOB binding_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/../bindings/*.cc)
# A module would be a bundle on macOS, at which zig 0.17's linker crashes; Python there loads a library as well.
if(APPLE)
  add_library(_core SHARED ${binding_sources})
else()
  add_library(_core MODULE ${binding_sources})
endif()
set_target_properties(_core PROPERTIES PREFIX "" SUFFIX ${DSOCR_PYTHON_SUFFIX})
target_include_directories(_core PRIVATE ${CMAKE_CURRENT_LIST_DIR}/..)
target_include_directories(_core SYSTEM PRIVATE ${DSOCR_PYTHON_INCLUDE})
target_link_libraries(_core PRIVATE dsocr dsocr_flags dsocr_python_library pybind11::headers)

dsocr_shared_object(_core ${DSOCR_ROOT}/toolchains/module.lds)

install(TARGETS _core LIBRARY DESTINATION dsocr_native)
if(SKBUILD)
  file(GLOB pybind11_licence ${pybind11_INCLUDE_DIR}/../../pybind11-*.dist-info/licenses/LICENSE)
  install(FILES ${pybind11_licence} DESTINATION ${SKBUILD_METADATA_DIR}/licenses/third_party/pybind11)
  install(DIRECTORY ${DSOCR_THIRD_PARTY_PREFIX}/share/licenses/
          DESTINATION ${SKBUILD_METADATA_DIR}/licenses/third_party)
endif()
