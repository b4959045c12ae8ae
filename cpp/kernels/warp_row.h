// The inner loop of the warp: one destination row of bilinear samples along a projective line.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/pixel_rows.h"

namespace dsocr::kernels {

// 8-bit pixels; `channels` is 1, 3 or 4 (a fourth is ignored).
struct WarpSource {
  const std::uint8_t* data;
  std::ptrdiff_t stride;
  int width;
  int height;
  int channels;
};

// Destination column x samples the source at origin + (u + x du, v + x dv) / (w + x dw), in units where pixel
// (i, j) lies at (i, j). The origin lies in the picture near the samples, so that floats keep their precision.
struct WarpLine {
  int origin_x, origin_y;
  float u, v, w;
  float du, dv, dw;
};

// pixels: f32 [count, 4]; adds the sample of column x to pixels[x]. Of grey sources only pixels[x][0] counts.
using SampleWarpRow = void(const WarpSource& source, const WarpLine& line, int count, float* pixels);
SampleWarpRow SampleWarpRowScalar, SampleWarpRowNeon, SampleWarpRowAvx2;

}  // namespace dsocr::kernels
