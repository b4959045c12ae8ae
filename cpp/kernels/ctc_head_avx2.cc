#include <immintrin.h>

#include "kernels/ctc_kernels.h"
#include "kernels/exp2.h"
#include "kernels/unroll.h"

namespace dsocr::kernels {
namespace {

constexpr int kLanes = 8, kVectors = 2, kClasses = kVectors * kLanes;

// 2^x for x in -126 .. 116: the whole part goes to the exponent, a polynomial does the rest (relative error 3e-6).
__m256 Exp2(__m256 x) {
  const __m256 whole = _mm256_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  const __m256 fraction = _mm256_sub_ps(x, whole);
  __m256 p = _mm256_set1_ps(kExp2[0]);
  p = _mm256_fmadd_ps(p, fraction, _mm256_set1_ps(kExp2[1]));
  p = _mm256_fmadd_ps(p, fraction, _mm256_set1_ps(kExp2[2]));
  p = _mm256_fmadd_ps(p, fraction, _mm256_set1_ps(kExp2[3]));
  p = _mm256_fmadd_ps(p, fraction, _mm256_set1_ps(kExp2[4]));
  return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(p), _mm256_slli_epi32(_mm256_cvtps_epi32(whole), 23)));
}

TileSummary Summarize(const float* logits, int count, float reference) {
  __m256 largest = _mm256_loadu_ps(logits), sum = _mm256_setzero_ps();
  for (int j = 0; j < count; j += kLanes) {
    const __m256 values = _mm256_loadu_ps(logits + j);
    largest = _mm256_max_ps(largest, values);
    const __m256 difference = _mm256_sub_ps(values, _mm256_set1_ps(reference));
    const __m256 bounded = _mm256_max_ps(_mm256_min_ps(difference, _mm256_set1_ps(80)), _mm256_set1_ps(-87));
    sum = _mm256_add_ps(sum, Exp2(_mm256_mul_ps(bounded, _mm256_set1_ps(kLog2OfE))));
  }
  float largest_lanes[kLanes], sum_lanes[kLanes];
  _mm256_storeu_ps(largest_lanes, largest);
  _mm256_storeu_ps(sum_lanes, sum);
  TileSummary tile{largest_lanes[0], sum_lanes[0]};
  for (int lane = 1; lane < kLanes; ++lane) {
    tile.largest = largest_lanes[lane] > tile.largest ? largest_lanes[lane] : tile.largest;
    tile.sum += sum_lanes[lane];
  }
  return tile;
}

void Expand(const std::uint16_t* half, int count, float* out) {
  for (int i = 0; i < count; i += kLanes) {
    const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i*>(half + i));
    _mm256_storeu_ps(out + i, _mm256_cvtph_ps(halves));
  }
}

// Most tiles end here with one comparison.
void Absorb(const __m256 (&logits)[kVectors], int first_class, CtcRow& row) {
  const __m256 largest = _mm256_max_ps(logits[0], logits[1]);
  if (_mm256_movemask_ps(_mm256_cmp_ps(largest, _mm256_set1_ps(row.cut), _CMP_GT_OQ)) == 0) return;
  float stored[kClasses];
  for (int v = 0; v < kVectors; ++v) _mm256_storeu_ps(stored + v * kLanes, logits[v]);
  AbsorbTile(row, stored, kClasses, first_class, Summarize);
}

// 10 sums, two weights and one feature at a time: 13 of the 16 registers. (With more, clang begins to spill.)
template <int kSteps>
void Block(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, CtcRow* rows) {
  __m256 logits[kSteps][kVectors];
  Unroll<kVectors>([&](auto v) {
    const __m256 bias = _mm256_loadu_ps(tile.bias + v * kLanes);
    Unroll<kSteps>([&](auto t) { logits[t][v] = bias; });
  });
  const float* weights = tile.weights;
  for (int d = 0; d < tile.depth; ++d, weights += kClasses) {
    __m256 w[kVectors];
    Unroll<kVectors>([&](auto v) { w[v] = _mm256_loadu_ps(weights + v * kLanes); });
    Unroll<kSteps>([&](auto t) {
      const __m256 feature = _mm256_broadcast_ss(features + t * row_stride + d);
      Unroll<kVectors>([&](auto v) { logits[t][v] = _mm256_fmadd_ps(w[v], feature, logits[t][v]); });
    });
  }
  Unroll<kSteps>([&](auto t) { Absorb(logits[t], tile.first_class, rows[t]); });
}

void Multiply(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, int steps, CtcRow* rows) {
  int t = 0;
  for (; t + 5 <= steps; t += 5) Block<5>(tile, features + t * row_stride, row_stride, rows + t);
  for (; t < steps; ++t) Block<1>(tile, features + t * row_stride, row_stride, rows + t);
}

}  // namespace

const CtcKernels kCtcAvx2{.tile_classes = kClasses, .summarize = Summarize, .expand_half = Expand, .multiply = Multiply};

}  // namespace dsocr::kernels
