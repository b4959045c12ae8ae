// Pieces that the AVX2 twins share. For x86-64 with AVX2 and FMA only.
#pragma once

#include <immintrin.h>

#include "kernels/pixel_rows.h"

namespace dsocr::kernels::avx2 {

inline void StorePlane(const PlaneRows& out, int channel, int x, __m128 values) {
  _mm_storeu_ps(out.plane[channel] + x,
                _mm_fmadd_ps(values, _mm_set1_ps(out.scale[channel]), _mm_set1_ps(out.bias[channel])));
}

// Four pixels, three channels each in the first lanes, to columns x to x + 3 of the planes.
inline void StorePixels(const PlaneRows& out, int x, __m128 p0, __m128 p1, __m128 p2, __m128 p3) {
  _MM_TRANSPOSE4_PS(p0, p1, p2, p3);
  StorePlane(out, 0, x, p0);
  StorePlane(out, 1, x, p1);
  StorePlane(out, 2, x, p2);
}

inline void StoreGray(const PlaneRows& out, int x, __m128 values) {
  for (int channel = 0; channel < 3; ++channel) StorePlane(out, channel, x, values);
}

}  // namespace dsocr::kernels::avx2
