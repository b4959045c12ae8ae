#include "kernels/ctc_neon.h"
#include "kernels/unroll.h"

namespace dsocr::kernels {
namespace {

using neon::kClasses;
using neon::kLanes;
using neon::kVectors;

// 20 sums, four vectors of features and five of weights: 29 of the 32 registers.
template <int kSteps>
void Block(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, CtcRow* rows) {
  float32x4_t logits[kSteps][kVectors];
  Unroll<kVectors>([&](auto v) {
    const float32x4_t bias = vld1q_f32(tile.bias + v * kLanes);
    Unroll<kSteps>([&](auto t) { logits[t][v] = bias; });
  });
  const float* weights = tile.weights;
  int d = 0;
  for (; d + kLanes <= tile.depth; d += kLanes) {
    float32x4_t f[kSteps];
    Unroll<kSteps>([&](auto t) { f[t] = vld1q_f32(features + t * row_stride + d); });
    Unroll<kLanes>([&](auto lane) {
      float32x4_t w[kVectors];
      Unroll<kVectors>([&](auto v) { w[v] = vld1q_f32(weights + v * kLanes); });
      Unroll<kSteps>([&](auto t) {
        Unroll<kVectors>([&](auto v) { logits[t][v] = vfmaq_laneq_f32(logits[t][v], w[v], f[t], lane); });
      });
      weights += kClasses;
    });
  }
  for (; d < tile.depth; ++d, weights += kClasses) {
    Unroll<kSteps>([&](auto t) {
      const float feature = features[t * row_stride + d];
      Unroll<kVectors>([&](auto v) { logits[t][v] = vfmaq_n_f32(logits[t][v], vld1q_f32(weights + v * kLanes), feature); });
    });
  }
  Unroll<kSteps>([&](auto t) { neon::Absorb(logits[t], tile.first_class, rows[t]); });
}

void Multiply(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, int steps, CtcRow* rows) {
  int t = 0;
  for (; t + 4 <= steps; t += 4) Block<4>(tile, features + t * row_stride, row_stride, rows + t);
  for (; t < steps; ++t) Block<1>(tile, features + t * row_stride, row_stride, rows + t);
}

}  // namespace

const CtcKernels kCtcNeon{.tile_classes = kClasses, .summarize = neon::Summarize, .expand_half = neon::Expand, .multiply = Multiply};

}  // namespace dsocr::kernels
