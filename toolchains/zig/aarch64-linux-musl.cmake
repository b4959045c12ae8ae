# Linux on aarch64, musl 1.2 and newer (Alpine, for one), compiled by zig.
set(DSOCR_MACHINE aarch64)
set(DSOCR_LIBC musl)
include(${CMAKE_CURRENT_LIST_DIR}/common.cmake)
