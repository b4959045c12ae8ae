#include "kernels/ctc_avx512.h"
#include "kernels/ctc_kernels.h"
#include "kernels/unroll.h"

namespace dsocr::kernels {
namespace {

using avx512::kClasses;
using avx512::kLanes;
using avx512::kVectors;

constexpr int kGroup = 4;

__m512i LoadGroup(const std::uint8_t* features) {
  int four_bytes;
  __builtin_memcpy(&four_bytes, features, sizeof(four_bytes));
  return _mm512_set1_epi32(four_bytes);
}

template <int kSteps>
void Block(const CtcByteTile& tile, const std::uint8_t* features, const float* scales, CtcRow* rows) {
  const int row_size = tile.groups * kGroup;
  __m512i sums[kSteps][kVectors];
  Unroll<kVectors>([&](auto v) {
    const __m512i start = _mm512_loadu_si512(tile.start + v * kLanes);
    Unroll<kSteps>([&](auto t) { sums[t][v] = start; });
  });
  const std::int8_t* weights = tile.weights;
  for (int g = 0; g < tile.groups; ++g, weights += kClasses * kGroup) {
    __m512i w[kVectors];
    Unroll<kVectors>([&](auto v) { w[v] = _mm512_loadu_si512(weights + v * kLanes * kGroup); });
    Unroll<kSteps>([&](auto t) {
      const __m512i feature = LoadGroup(features + t * row_size + g * kGroup);
      Unroll<kVectors>([&](auto v) { sums[t][v] = _mm512_dpbusd_epi32(sums[t][v], feature, w[v]); });
    });
  }
  Unroll<kSteps>([&](auto t) {
    __m512 logits[kVectors];
    Unroll<kVectors>([&](auto v) {
      const __m512 scale = _mm512_mul_ps(_mm512_loadu_ps(tile.scale + v * kLanes), _mm512_set1_ps(scales[t]));
      logits[v] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[t][v]), scale, _mm512_loadu_ps(tile.bias + v * kLanes));
    });
    avx512::Absorb(logits, tile.first_class, rows[t]);
  });
}

void MultiplyBytes(const CtcByteTile& tile, const CtcByteFeatures& features, CtcRow* rows) {
  const int row_size = tile.groups * kGroup;
  const auto values = [&](int t) { return features.values + static_cast<std::ptrdiff_t>(t) * row_size; };
  int t = 0;
  for (; t + 4 <= features.steps; t += 4) Block<4>(tile, values(t), features.scale + t, rows + t);
  for (; t < features.steps; ++t) Block<1>(tile, values(t), features.scale + t, rows + t);
}

}  // namespace

const CtcKernels kCtcVnni{.tile_classes = kClasses,
                          .summarize = avx512::Summarize,
                          .expand_half = avx512::Expand,
                          .multiply = nullptr,
                          .multiply_bytes = MultiplyBytes,
                          .dot_half = avx512::Dot,
                          .group_bytes = kGroup,
                          .feature_offset = 128};

}  // namespace dsocr::kernels
