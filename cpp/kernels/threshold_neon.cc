#include <arm_neon.h>

#include "kernels/threshold_mask.h"

namespace dsocr::kernels {
namespace {

uint16x8_t Above(const float* values, float32x4_t threshold) {
  const uint32x4_t low = vcgtq_f32(vld1q_f32(values), threshold);
  const uint32x4_t high = vcgtq_f32(vld1q_f32(values + 4), threshold);
  return vuzp1q_u16(vreinterpretq_u16_u32(low), vreinterpretq_u16_u32(high));
}

}  // namespace

void ThresholdMaskNeon(const float* values, std::size_t count, float threshold, std::uint8_t* mask) {
  const float32x4_t limit = vdupq_n_f32(threshold);
  const uint8x16_t one = vdupq_n_u8(1);
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const uint8x16_t low = vreinterpretq_u8_u16(Above(values + i, limit));
    const uint8x16_t high = vreinterpretq_u8_u16(Above(values + i + 8, limit));
    vst1q_u8(mask + i, vandq_u8(vuzp1q_u8(low, high), one));
  }
  ThresholdMaskScalar(values + i, count - i, threshold, mask + i);
}

}  // namespace dsocr::kernels
