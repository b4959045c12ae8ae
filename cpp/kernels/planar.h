// The layout that the networks take: three float planes, and how a byte becomes a float.
#pragma once

#include <cstddef>

namespace dsocr::kernels {

// f32 [3, height, width]; strides in floats. Rows may be padded (row_stride >= width).
struct PlanarF32 {
  float* data = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t plane_stride = 0;

  float* row(int plane, int y) const { return data + plane * plane_stride + y * row_stride; }
};

// Plane c holds channel * scale[c] + bias[c], with channel 0..255. The planes stand in the order B, G, R when
// `bgr`, else R, G, B; a grey picture fills all three.
struct Normalization {
  float scale[3] = {1.f / 127.5f, 1.f / 127.5f, 1.f / 127.5f};
  float bias[3] = {-1.f, -1.f, -1.f};
  bool bgr = true;
};

}  // namespace dsocr::kernels
