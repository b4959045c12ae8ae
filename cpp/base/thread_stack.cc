#include "base/thread_stack.h"

#include <cstdlib>  // says which C library this is

#if defined(__linux__) && !defined(__GLIBC__) && !defined(__ANDROID__)
#include <pthread.h>

namespace dsocr {

void EnsureThreadStacks() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kThreadStackBytes);
  pthread_setattr_default_np(&attributes);  // never makes it smaller
  pthread_attr_destroy(&attributes);
}

}  // namespace dsocr
#else
namespace dsocr {

void EnsureThreadStacks() {}

}  // namespace dsocr
#endif
