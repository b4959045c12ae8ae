// Times every kernel on every back end of this CPU: bazel run -c opt //bench/kernels
// With --count, each stands in a section of its own for bench/instructions/plugin.c instead.
#include <string_view>

#include "bench/kernels/measure.h"

bool dsocr::bench::counting = false;

int main(int argc, char** argv) {
  dsocr::bench::counting = argc > 1 && std::string_view(argv[1]) == "--count";
  dsocr::bench::PictureKernels();
  dsocr::bench::MaskKernels();
  dsocr::bench::CtcKernels();
}
