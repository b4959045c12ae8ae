// Interleaved float pixels to three normalised planes: the last step of resize and warp.
#pragma once

namespace dsocr::kernels {

// Where source channel c goes: plane[c][x] = value * scale[c] + bias[c]. A grey picture has one channel and
// fills all three planes.
struct PlaneRows {
  float* plane[3];
  float scale[3];
  float bias[3];
};

// pixels: f32 [count, 4], of which `channels` (1 or 3) count.
using NormalizePixels = void(const float* pixels, int count, int channels, const PlaneRows& out);
NormalizePixels NormalizePixelsScalar, NormalizePixelsNeon, NormalizePixelsAvx2;

}  // namespace dsocr::kernels
