#include <cmath>

#include "base/half.h"
#include "kernels/ctc_kernels.h"

namespace dsocr::kernels {
namespace {

constexpr int kClasses = 16;

TileSummary Summarize(const float* logits, int count, float reference) {
  TileSummary tile{logits[0], 0};
  for (int j = 0; j < count; ++j) {
    tile.largest = logits[j] > tile.largest ? logits[j] : tile.largest;
    const float difference = logits[j] - reference;
    tile.sum += std::exp(difference < 80 ? difference : 80);
  }
  return tile;
}

void Expand(const std::uint16_t* half, int count, float* out) {
  for (int i = 0; i < count; ++i) out[i] = FromHalf(half[i]);
}

void Multiply(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, int steps, CtcRow* rows) {
  for (int step = 0; step < steps; ++step, features += row_stride) {
    float logits[kClasses];
    for (int j = 0; j < kClasses; ++j) logits[j] = tile.bias[j];
    const float* weights = tile.weights;
    for (int d = 0; d < tile.depth; ++d, weights += kClasses) {
      for (int j = 0; j < kClasses; ++j) logits[j] += weights[j] * features[d];
    }
    float largest = logits[0];
    for (int j = 1; j < kClasses; ++j) largest = logits[j] > largest ? logits[j] : largest;
    if (largest > rows[step].cut) AbsorbTile(rows[step], logits, kClasses, tile.first_class, Summarize);
  }
}

}  // namespace

const CtcKernels kCtcScalar{.tile_classes = kClasses, .summarize = Summarize, .expand_half = Expand, .multiply = Multiply};

}  // namespace dsocr::kernels
