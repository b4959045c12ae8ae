#include "kernels/vectors_neon.h"

namespace dsocr::kernels {
namespace {

void NormalizeFour(const float* pixels, int x, int channels, const PlaneRows& out) {
  const float32x4x4_t planes = vld4q_f32(pixels + 4 * x);
  if (channels == 1) return neon::StoreGray(out, x, planes.val[0]);
  for (int c = 0; c < 3; ++c) neon::StorePlane(out, c, x, planes.val[c]);
}

}  // namespace

void NormalizePixelsNeon(const float* pixels, int count, int channels, const PlaneRows& out) {
  if (count < 4) return NormalizePixelsScalar(pixels, count, channels, out);
  for (int x = 0; x + 4 <= count; x += 4) NormalizeFour(pixels, x, channels, out);
  // Overlaps the columns before; they get the same values again.
  NormalizeFour(pixels, count - 4, channels, out);
}

}  // namespace dsocr::kernels
