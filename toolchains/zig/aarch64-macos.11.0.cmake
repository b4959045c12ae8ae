# macOS 11 and newer on Apple's processors.
set(DSOCR_MACHINE aarch64)
set(CMAKE_SYSTEM_PROCESSOR arm64)
include(${CMAKE_CURRENT_LIST_DIR}/macos.cmake)
