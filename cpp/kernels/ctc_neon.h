// What the NEON forms of CtcHead share. For aarch64 only.
#pragma once

#include <arm_neon.h>

#include "kernels/ctc_kernels.h"
#include "kernels/exp2.h"

namespace dsocr::kernels::neon {

inline constexpr int kLanes = 4;
inline constexpr int kVectors = 5;
inline constexpr int kClasses = kVectors * kLanes;

// 2^x for x in -126 .. 116: the whole part goes to the exponent, a polynomial does the rest (relative error 3e-6).
static inline float32x4_t Exp2(float32x4_t x) {
  const float32x4_t whole = vrndnq_f32(x);
  const float32x4_t fraction = vsubq_f32(x, whole);
  float32x4_t p = vfmaq_f32(vdupq_n_f32(kExp2[1]), fraction, vdupq_n_f32(kExp2[0]));
  p = vfmaq_f32(vdupq_n_f32(kExp2[2]), p, fraction);
  p = vfmaq_f32(vdupq_n_f32(kExp2[3]), p, fraction);
  p = vfmaq_f32(vdupq_n_f32(kExp2[4]), p, fraction);
  return vreinterpretq_f32_s32(vaddq_s32(vreinterpretq_s32_f32(p), vshlq_n_s32(vcvtq_s32_f32(whole), 23)));
}

static inline TileSummary Summarize(const float* logits, int count, float reference) {
  float32x4_t largest = vld1q_f32(logits), sum = vdupq_n_f32(0);
  for (int j = 0; j < count; j += kLanes) {
    const float32x4_t values = vld1q_f32(logits + j);
    largest = vmaxq_f32(largest, values);
    const float32x4_t difference = vsubq_f32(values, vdupq_n_f32(reference));
    const float32x4_t bounded = vmaxq_f32(vminq_f32(difference, vdupq_n_f32(80)), vdupq_n_f32(-87));
    sum = vaddq_f32(sum, Exp2(vmulq_n_f32(bounded, kLog2OfE)));
  }
  return {vmaxvq_f32(largest), vaddvq_f32(sum)};
}

// Half-precision numbers in memory, as floats. (Their conversion belongs to every ARMv8 core, their arithmetic not.)
static inline float32x4_t LoadHalf(const std::uint16_t* half) {
  return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(half)));
}

static inline float ToFloat(std::uint16_t half) {
  return vgetq_lane_f32(vcvt_f32_f16(vreinterpret_f16_u16(vdup_n_u16(half))), 0);
}

static inline void Expand(const std::uint16_t* half, int count, float* out) {
  int i = 0;
  for (; i + kLanes <= count; i += kLanes) vst1q_f32(out + i, LoadHalf(half + i));
  for (; i < count; ++i) out[i] = ToFloat(half[i]);
}

static inline float Dot(const std::uint16_t* half, const float* values, int count) {
  float32x4_t sum = vdupq_n_f32(0);
  int i = 0;
  for (; i + kLanes <= count; i += kLanes) sum = vfmaq_f32(sum, LoadHalf(half + i), vld1q_f32(values + i));
  float rest = 0;
  for (; i < count; ++i) rest += ToFloat(half[i]) * values[i];
  return vaddvq_f32(sum) + rest;
}

// Most tiles end here with one comparison.
static inline void Absorb(const float32x4_t (&logits)[kVectors], int first_class, CtcRow& row) {
  const float32x4_t pairs = vmaxq_f32(vmaxq_f32(logits[0], logits[1]), vmaxq_f32(logits[2], logits[3]));
  if (!(vmaxvq_f32(vmaxq_f32(pairs, logits[4])) > row.cut)) return;
  float stored[kClasses];
  for (int v = 0; v < kVectors; ++v) vst1q_f32(stored + v * kLanes, logits[v]);
  AbsorbTile(row, stored, kClasses, first_class, Summarize);
}

// The sums of one step as logits.
static inline void AbsorbBytes(const int32x4_t (&sums)[kVectors], const CtcByteTile& tile, float step_scale, CtcRow& row) {
  float32x4_t logits[kVectors];
  for (int v = 0; v < kVectors; ++v) {
    const float32x4_t scale = vmulq_n_f32(vld1q_f32(tile.scale + v * kLanes), step_scale);
    logits[v] = vfmaq_f32(vld1q_f32(tile.bias + v * kLanes), vcvtq_f32_s32(sums[v]), scale);
  }
  Absorb(logits, tile.first_class, row);
}

}  // namespace dsocr::kernels::neon
