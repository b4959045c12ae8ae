// What the AVX-512 forms of CtcHead share. For x86-64 with AVX-512 F, BW, VL and DQ only.
#pragma once

// gcc 12 takes the deliberately undefined operands inside its own AVX-512 intrinsics for mistakes (its bug 105593).
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <immintrin.h>

#include <cstdint>

#include "kernels/ctc_row.h"
#include "kernels/exp2.h"

namespace dsocr::kernels::avx512 {

inline constexpr int kLanes = 16;
inline constexpr int kVectors = 3;
inline constexpr int kClasses = kVectors * kLanes;

// 2^x for x in -130 .. 116: the whole part goes to the exponent, a polynomial does the rest (relative error 3e-6).
static inline __m512 Exp2(__m512 x) {
  const __m512 fraction = _mm512_reduce_ps(x, _MM_FROUND_TO_NEAREST_INT);
  __m512 p = _mm512_set1_ps(kExp2[0]);
  p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(kExp2[1]));
  p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(kExp2[2]));
  p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(kExp2[3]));
  p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(kExp2[4]));
  return _mm512_scalef_ps(p, _mm512_sub_ps(x, fraction));
}

static inline TileSummary Summarize(const float* logits, int count, float reference) {
  __m512 largest = _mm512_loadu_ps(logits), sum = _mm512_setzero_ps();
  for (int j = 0; j < count; j += kLanes) {
    const __m512 values = _mm512_loadu_ps(logits + j);
    largest = _mm512_max_ps(largest, values);
    const __m512 difference = _mm512_sub_ps(values, _mm512_set1_ps(reference));
    const __m512 bounded = _mm512_max_ps(_mm512_min_ps(difference, _mm512_set1_ps(80)), _mm512_set1_ps(-87));
    sum = _mm512_add_ps(sum, Exp2(_mm512_mul_ps(bounded, _mm512_set1_ps(kLog2OfE))));
  }
  return {_mm512_reduce_max_ps(largest), _mm512_reduce_add_ps(sum)};
}

// The first `left` lanes, at most all.
static inline __mmask16 FirstLanes(int left) { return static_cast<__mmask16>(left < kLanes ? (1u << left) - 1 : 0xFFFF); }

static inline void Expand(const std::uint16_t* half, int count, float* out) {
  for (int i = 0; i < count; i += kLanes) {
    const __mmask16 lanes = FirstLanes(count - i);
    _mm512_mask_storeu_ps(out + i, lanes, _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(lanes, half + i)));
  }
}

static inline float Dot(const std::uint16_t* half, const float* values, int count) {
  __m512 sum = _mm512_setzero_ps();
  for (int i = 0; i < count; i += kLanes) {
    const __mmask16 lanes = FirstLanes(count - i);
    const __m512 weights = _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(lanes, half + i));
    sum = _mm512_fmadd_ps(weights, _mm512_maskz_loadu_ps(lanes, values + i), sum);
  }
  return _mm512_reduce_add_ps(sum);
}

// Most tiles end here with one comparison.
static inline void Absorb(const __m512 (&logits)[kVectors], int first_class, CtcRow& row) {
  const __m512 largest = _mm512_max_ps(_mm512_max_ps(logits[0], logits[1]), logits[2]);
  if (_mm512_cmp_ps_mask(largest, _mm512_set1_ps(row.cut), _CMP_GT_OQ) == 0) return;
  float stored[kClasses];
  for (int v = 0; v < kVectors; ++v) _mm512_storeu_ps(stored + v * kLanes, logits[v]);
  AbsorbTile(row, stored, kClasses, first_class, Summarize);
}

}  // namespace dsocr::kernels::avx512
