# dsocr_python_library: what a Python module links to. On Linux nothing: the program that loads it has Python's
# symbols; on macOS likewise, but the linker wants to be told. Android's loader looks for them in the libraries that the
# module names, and Termux builds Python as one. So does Windows, where a cross build names the library by
# DSOCR_PYTHON_LIBRARY.
set(DSOCR_PYTHON_LIBRARY "" CACHE FILEPATH "For Windows, for example python313.lib")
add_library(dsocr_python_library INTERFACE)
if(ANDROID)
  find_package(Python REQUIRED COMPONENTS Interpreter Development.Embed)
  target_link_libraries(dsocr_python_library INTERFACE -Wl,--no-as-needed ${Python_LIBRARIES} -Wl,--as-needed)
elseif(APPLE)
  target_link_options(dsocr_python_library INTERFACE -Wl,-undefined,dynamic_lookup)
elseif(DSOCR_PYTHON_LIBRARY)
  target_link_libraries(dsocr_python_library INTERFACE ${DSOCR_PYTHON_LIBRARY})
endif()
