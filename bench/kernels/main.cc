// Times every kernel on every back end of this CPU: bazel run -c opt //bench/kernels
#include "bench/kernels/measure.h"

int main() {
  dsocr::bench::PictureKernels();
  dsocr::bench::CtcKernels();
}
