# dsocr_python_library: what a Python module links to. Elsewhere nothing: the program that loads it has Python's symbols.
# Android's loader looks for them in the libraries that the module names, and Termux builds Python as one.
add_library(dsocr_python_library INTERFACE)
if(ANDROID)
  find_package(Python REQUIRED COMPONENTS Interpreter Development.Embed)
  target_link_libraries(dsocr_python_library INTERFACE -Wl,--no-as-needed ${Python_LIBRARIES} -Wl,--as-needed)
endif()
