#include "kernels/ctc_neon.h"
#include "kernels/unroll.h"

namespace dsocr::kernels {
namespace {

using neon::kClasses;
using neon::kVectors;

constexpr int kGroup = 8, kVectorBytes = 16;
constexpr int kClassPairs = kClasses / 2;

// One group of two steps. A single last step stands in both halves.
int8x16_t LoadTwoSteps(const std::int8_t* first, const std::int8_t* second) {
  return vcombine_s8(vld1_s8(first), vld1_s8(second));
}

// A sum holds 2 steps x 2 classes. Two pairs of steps: 20 sums, two vectors of features, and weights.
template <int kStepPairs>
void Block(const CtcByteTile& tile, const std::int8_t* const* features, const float* scales, int steps, CtcRow* rows) {
  int32x4_t sums[kStepPairs][kClassPairs];
  Unroll<kStepPairs>([&](auto p) { Unroll<kClassPairs>([&](auto c) { sums[p][c] = vdupq_n_s32(0); }); });
  const std::int8_t* weights = tile.weights;
  for (int offset = 0; offset < tile.groups * kGroup; offset += kGroup, weights += kClasses * kGroup) {
    int8x16_t f[kStepPairs];
    Unroll<kStepPairs>([&](auto p) { f[p] = LoadTwoSteps(features[2 * p] + offset, features[2 * p + 1] + offset); });
    Unroll<kClassPairs>([&](auto c) {
      const int8x16_t w = vld1q_s8(weights + c * kVectorBytes);
      Unroll<kStepPairs>([&](auto p) { sums[p][c] = vmmlaq_s32(sums[p][c], f[p], w); });
    });
  }
  Unroll<kStepPairs>([&](auto p) {
    int32x4_t of_first[kVectors], of_second[kVectors];
    Unroll<kVectors>([&](auto v) {
      const int64x2_t low = vreinterpretq_s64_s32(sums[p][2 * v]), high = vreinterpretq_s64_s32(sums[p][2 * v + 1]);
      of_first[v] = vreinterpretq_s32_s64(vzip1q_s64(low, high));
      of_second[v] = vreinterpretq_s32_s64(vzip2q_s64(low, high));
    });
    neon::AbsorbBytes(of_first, tile, scales[2 * p], rows[2 * p]);
    if (2 * p + 1 < steps) neon::AbsorbBytes(of_second, tile, scales[2 * p + 1], rows[2 * p + 1]);
  });
}

void MultiplyBytes(const CtcByteTile& tile, const CtcByteFeatures& features, CtcRow* rows) {
  const std::ptrdiff_t row_size = std::ptrdiff_t{tile.groups} * kGroup;
  const auto* values = reinterpret_cast<const std::int8_t*>(features.values);
  for (int t = 0; t < features.steps;) {
    const int left = features.steps - t;
    const std::int8_t* row[4];
    for (int i = 0; i < 4; ++i) row[i] = values + row_size * (t + (i < left ? i : left - 1));
    if (left > 2) {
      Block<2>(tile, row, features.scale + t, left, rows + t);
      t += 4;
    } else {
      Block<1>(tile, row, features.scale + t, left, rows + t);
      t += 2;
    }
  }
}

}  // namespace

const CtcKernels kCtcI8mm{.tile_classes = kClasses,
                          .summarize = neon::Summarize,
                          .expand_half = neon::Expand,
                          .multiply = nullptr,
                          .multiply_bytes = MultiplyBytes,
                          .dot_half = neon::Dot,
                          .group_bytes = kGroup};

}  // namespace dsocr::kernels
