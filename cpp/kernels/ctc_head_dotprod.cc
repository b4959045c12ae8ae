#include "kernels/ctc_neon.h"
#include "kernels/unroll.h"

namespace dsocr::kernels {
namespace {

using neon::kClasses;
using neon::kLanes;
using neon::kVectors;

constexpr int kGroup = 4, kVectorBytes = 16;

// The next kGroups (at most 4) groups of features stand in one vector for each step.
template <int kSteps, int kGroups>
void Add(const std::int8_t* weights, const int8x16_t (&features)[kSteps], int32x4_t (&sums)[kSteps][kVectors]) {
  Unroll<kGroups>([&](auto lane) {
    int8x16_t w[kVectors];
    Unroll<kVectors>([&](auto v) { w[v] = vld1q_s8(weights + (lane * kVectors + v) * kVectorBytes); });
    Unroll<kSteps>([&](auto t) {
      Unroll<kVectors>([&](auto v) { sums[t][v] = vdotq_laneq_s32(sums[t][v], w[v], features[t], lane); });
    });
  });
}

// 20 sums, four vectors of features and five of weights: 29 of the 32 registers.
template <int kSteps>
void Block(const CtcByteTile& tile, const std::int8_t* features, const float* scales, CtcRow* rows) {
  const int row_size = tile.groups * kGroup;
  int32x4_t sums[kSteps][kVectors];
  Unroll<kSteps>([&](auto t) { Unroll<kVectors>([&](auto v) { sums[t][v] = vdupq_n_s32(0); }); });
  const std::int8_t* weights = tile.weights;
  int g = 0;
  for (; g + kLanes <= tile.groups; g += kLanes, weights += kLanes * kClasses * kGroup) {
    int8x16_t f[kSteps];
    Unroll<kSteps>([&](auto t) { f[t] = vld1q_s8(features + t * row_size + g * kGroup); });
    Add<kSteps, kLanes>(weights, f, sums);
  }
  for (; g < tile.groups; ++g, weights += kClasses * kGroup) {
    int8x16_t f[kSteps];
    Unroll<kSteps>([&](auto t) {
      std::int32_t group;
      __builtin_memcpy(&group, features + t * row_size + g * kGroup, sizeof(group));
      f[t] = vreinterpretq_s8_s32(vdupq_n_s32(group));
    });
    Add<kSteps, 1>(weights, f, sums);
  }
  Unroll<kSteps>([&](auto t) { neon::AbsorbBytes(sums[t], tile, scales[t], rows[t]); });
}

void MultiplyBytes(const CtcByteTile& tile, const CtcByteFeatures& features, CtcRow* rows) {
  const int row_size = tile.groups * kGroup;
  const auto* values = reinterpret_cast<const std::int8_t*>(features.values);
  int t = 0;
  for (; t + 4 <= features.steps; t += 4) Block<4>(tile, values + std::ptrdiff_t{t} * row_size, features.scale + t, rows + t);
  for (; t < features.steps; ++t) Block<1>(tile, values + std::ptrdiff_t{t} * row_size, features.scale + t, rows + t);
}

}  // namespace

const CtcKernels kCtcDotprod{.tile_classes = kClasses,
                             .summarize = neon::Summarize,
                             .expand_half = neon::Expand,
                             .multiply = nullptr,
                             .multiply_bytes = MultiplyBytes,
                             .dot_half = neon::Dot,
                             .group_bytes = kGroup};

}  // namespace dsocr::kernels
