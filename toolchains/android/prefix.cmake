# Included by a project that Gradle configures by the NDK, before it adds cpp/: builds or finds the third-party libraries
# by the same NDK. Elsewhere cpp/cmake/ThirdParty.cmake does it.
if(ANDROID AND NOT DSOCR_THIRD_PARTY_PREFIX)
  if(NOT ANDROID_ABI STREQUAL "arm64-v8a")
    message(FATAL_ERROR "ANDROID_ABI is ${ANDROID_ABI}; only arm64-v8a is supported (abiFilters in build.gradle.kts)")
  endif()
  find_package(Python REQUIRED COMPONENTS Interpreter)
  message(STATUS "Building or finding the third-party libraries for Android; the first time takes some minutes")
  set(ENV{ANDROID_NDK} ${ANDROID_NDK})
  # The revision is there for the prefix's name: another NDK makes another prefix.
  execute_process(
    COMMAND ${Python_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/../../third_party/prefix.py
      --toolchain ${CMAKE_CURRENT_LIST_DIR}/aarch64-linux-android.cmake -- -DNDK_REVISION=${ANDROID_NDK_REVISION}
    OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(DSOCR_THIRD_PARTY_PREFIX ${prefix} CACHE PATH "" FORCE)
endif()
