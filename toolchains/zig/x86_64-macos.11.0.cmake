# macOS 11 and newer on Intel's processors.
set(DSOCR_MACHINE x86_64)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
include(${CMAKE_CURRENT_LIST_DIR}/macos.cmake)
