// A libOpenCL.so for tests: every device of the real one calls itself a GPU, so that a CPU can stand in for one. The
// rest of OpenCL is found in the real library, which this one is linked to.
#define _GNU_SOURCE
#include <dlfcn.h>

typedef int GetDeviceIds(void* platform, unsigned long type, unsigned room, void** devices, unsigned* count);

int clGetDeviceIDs(void* platform, unsigned long type, unsigned room, void** devices, unsigned* count) {
  const unsigned long gpu = 1ul << 2, all = 0xFFFFFFFFul;
  GetDeviceIds* const real = (GetDeviceIds*)dlsym(RTLD_NEXT, "clGetDeviceIDs");
  return real(platform, type == gpu ? all : type, room, devices, count);
}
