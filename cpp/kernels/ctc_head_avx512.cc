#include "kernels/ctc_avx512.h"
#include "kernels/ctc_kernels.h"
#include "kernels/unroll.h"

namespace dsocr::kernels {
namespace {

using avx512::kClasses;
using avx512::kLanes;
using avx512::kVectors;

// 12 sums, three weights and one feature at a time. Blocks of 8 steps are no faster, and make gcc spill.
template <int kSteps>
void Block(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, CtcRow* rows) {
  __m512 logits[kSteps][kVectors];
  Unroll<kVectors>([&](auto v) {
    const __m512 bias = _mm512_loadu_ps(tile.bias + v * kLanes);
    Unroll<kSteps>([&](auto t) { logits[t][v] = bias; });
  });
  const float* weights = tile.weights;
  for (int d = 0; d < tile.depth; ++d, weights += kClasses) {
    __m512 w[kVectors];
    Unroll<kVectors>([&](auto v) { w[v] = _mm512_loadu_ps(weights + v * kLanes); });
    Unroll<kSteps>([&](auto t) {
      const __m512 feature = _mm512_set1_ps(features[t * row_stride + d]);
      Unroll<kVectors>([&](auto v) { logits[t][v] = _mm512_fmadd_ps(w[v], feature, logits[t][v]); });
    });
  }
  Unroll<kSteps>([&](auto t) { avx512::Absorb(logits[t], tile.first_class, rows[t]); });
}

void Multiply(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, int steps, CtcRow* rows) {
  int t = 0;
  for (; t + 4 <= steps; t += 4) Block<4>(tile, features + t * row_stride, row_stride, rows + t);
  for (; t < steps; ++t) Block<1>(tile, features + t * row_stride, row_stride, rows + t);
}

}  // namespace

const CtcKernels kCtcAvx512{.tile_classes = kClasses, .summarize = avx512::Summarize, .expand_half = avx512::Expand, .multiply = Multiply};

}  // namespace dsocr::kernels
