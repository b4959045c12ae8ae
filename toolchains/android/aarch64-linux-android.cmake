# Android 7 (API 24) and newer on aarch64, compiled by the NDK that the environment variable ANDROID_NDK names. ABI and
# API stand here because builds inside the third-party build are handed nothing but this file.
set(ANDROID_ABI arm64-v8a)
set(ANDROID_PLATFORM android-24)
set(ANDROID_STL c++_static)
include($ENV{ANDROID_NDK}/build/cmake/android.toolchain.cmake)
