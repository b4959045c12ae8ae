// Pieces that the NEON twins share. For aarch64 only.
#pragma once

#include <arm_neon.h>

#include "kernels/pixel_rows.h"

namespace dsocr::kernels::neon {

inline void StorePlane(const PlaneRows& out, int channel, int x, float32x4_t values) {
  const float32x4_t bias = vdupq_n_f32(out.bias[channel]);
  vst1q_f32(out.plane[channel] + x, vfmaq_n_f32(bias, values, out.scale[channel]));
}

// Four pixels, three channels each in the first lanes, to columns x to x + 3 of the planes.
inline void StorePixels(const PlaneRows& out, int x, float32x4_t p0, float32x4_t p1, float32x4_t p2, float32x4_t p3) {
  const float64x2_t even01 = vreinterpretq_f64_f32(vtrn1q_f32(p0, p1));
  const float64x2_t even23 = vreinterpretq_f64_f32(vtrn1q_f32(p2, p3));
  const float64x2_t odd01 = vreinterpretq_f64_f32(vtrn2q_f32(p0, p1));
  const float64x2_t odd23 = vreinterpretq_f64_f32(vtrn2q_f32(p2, p3));
  StorePlane(out, 0, x, vreinterpretq_f32_f64(vzip1q_f64(even01, even23)));
  StorePlane(out, 1, x, vreinterpretq_f32_f64(vzip1q_f64(odd01, odd23)));
  StorePlane(out, 2, x, vreinterpretq_f32_f64(vzip2q_f64(even01, even23)));
}

inline void StoreGray(const PlaneRows& out, int x, float32x4_t values) {
  for (int channel = 0; channel < 3; ++channel) StorePlane(out, channel, x, values);
}

}  // namespace dsocr::kernels::neon
