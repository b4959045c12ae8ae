// Put before every file of MNN where it runs on GPUs: it opens libOpenCL.so and libvulkan.so, the names that only
// development packages give. Where nothing is developed, the same libraries are there as libOpenCL.so.1 and so on.
#pragma once

#include <dlfcn.h>

#include <string>

static inline void* dsocr_dlopen(const char* name, int flags) {
  void* library = dlopen(name, flags);
  if (library != nullptr || name == nullptr) return library;
  return dlopen((std::string(name) + ".1").c_str(), flags);
}

#define dlopen dsocr_dlopen
