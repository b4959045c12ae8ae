# Linux on aarch64, glibc 2.17 and newer, compiled by zig.
set(DSOCR_MACHINE aarch64)
set(DSOCR_LIBC gnu)
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)
