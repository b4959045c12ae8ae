#include <arm_neon.h>

#include "kernels/threshold_mask.h"

namespace dsocr::kernels {
namespace {

uint16x8_t Above(const float* values, float32x4_t threshold) {
  const uint32x4_t low = vcgtq_f32(vld1q_f32(values), threshold);
  const uint32x4_t high = vcgtq_f32(vld1q_f32(values + 4), threshold);
  return vuzp1q_u16(vreinterpretq_u16_u32(low), vreinterpretq_u16_u32(high));
}

void Mask16(const float* values, float32x4_t limit, std::uint8_t* mask) {
  const uint8x16_t low = vreinterpretq_u8_u16(Above(values, limit));
  const uint8x16_t high = vreinterpretq_u8_u16(Above(values + 8, limit));
  vst1q_u8(mask, vandq_u8(vuzp1q_u8(low, high), vdupq_n_u8(1)));
}

}  // namespace

void ThresholdMaskNeon(const float* values, std::size_t count, float threshold, std::uint8_t* mask) {
  const float32x4_t limit = vdupq_n_f32(threshold);
  std::size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    for (std::size_t part = 0; part < 64; part += 16) Mask16(values + i + part, limit, mask + i + part);
  }
  for (; i + 16 <= count; i += 16) Mask16(values + i, limit, mask + i);
  ThresholdMaskScalar(values + i, count - i, threshold, mask + i);
}

}  // namespace dsocr::kernels
