// Float planes in guarded memory, and what kernels must leave alone between their rows.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "dsocr/system.h"
#include "kernels/planar.h"
#include "tests/cpp/support/guarded.h"

namespace dsocr::testing {

inline constexpr float kUntouched = -12345.f;

// Keeps the bytes as they are: planes hold 0..255.
inline kernels::Normalization KeepBytes(bool bgr = false) { return {{1, 1, 1}, {0, 0, 0}, bgr}; }

class Planes {
 public:
  Planes(int width, int height, int row_padding = 0)
      : values_(static_cast<std::size_t>(3 * height) * (width + row_padding) - row_padding),
        planar_{values_.data(), width, height, width + row_padding,
                static_cast<std::ptrdiff_t>(height) * (width + row_padding)} {
    std::fill_n(values_.data(), values_.size(), kUntouched);
  }
  const kernels::PlanarF32& planar() const { return planar_; }
  float at(int plane, int y, int x) const { return planar_.row(plane, y)[x]; }

  bool PaddingIsUntouched() const {
    const std::ptrdiff_t stride = planar_.row_stride;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (static_cast<std::ptrdiff_t>(i) % stride >= planar_.width && values_[i] != kUntouched) return false;
    }
    return true;
  }

 private:
  Guarded<float> values_;
  kernels::PlanarF32 planar_;
};

// Infinite where one of them is not a number, so that no comparison passes by accident.
inline float LargestDifference(const Planes& a, const Planes& b) {
  float largest = 0;
  for (int plane = 0; plane < 3; ++plane) {
    for (int y = 0; y < a.planar().height; ++y) {
      for (int x = 0; x < a.planar().width; ++x) {
        const float difference = std::abs(a.at(plane, y, x) - b.at(plane, y, x));
        largest = difference <= largest ? largest : std::isnan(difference) ? INFINITY : difference;
      }
    }
  }
  return largest;
}

// Runs `call` with one kernel back end and puts the former one back.
template <typename Call>
void WithBackend(const std::string& name, const Call& call) {
  const std::string before = KernelBackend();
  if (!SetKernelBackend(name)) std::abort();
  call();
  if (!SetKernelBackend(before)) std::abort();
}

}  // namespace dsocr::testing
