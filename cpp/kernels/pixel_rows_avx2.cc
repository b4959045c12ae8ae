#include "kernels/vectors_avx2.h"

namespace dsocr::kernels {
namespace {

void NormalizeFour(const float* pixels, int x, int channels, const PlaneRows& out) {
  __m128 p[4];
  for (int i = 0; i < 4; ++i) p[i] = _mm_loadu_ps(pixels + 4 * (x + i));
  if (channels == 3) return avx2::StorePixels(out, x, p[0], p[1], p[2], p[3]);
  _MM_TRANSPOSE4_PS(p[0], p[1], p[2], p[3]);
  avx2::StoreGray(out, x, p[0]);
}

}  // namespace

void NormalizePixelsAvx2(const float* pixels, int count, int channels, const PlaneRows& out) {
  if (count < 4) return NormalizePixelsScalar(pixels, count, channels, out);
  for (int x = 0; x + 4 <= count; x += 4) NormalizeFour(pixels, x, channels, out);
  // Overlaps the columns before; they get the same values again.
  NormalizeFour(pixels, count - 4, channels, out);
}

}  // namespace dsocr::kernels
