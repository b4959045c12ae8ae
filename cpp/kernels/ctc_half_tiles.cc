#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/ctc_packed.h"

namespace dsocr::kernels {
namespace {

class HalfTiles : public CtcHead::Packed {
 public:
  HalfTiles(const CtcLayer& layer, const CtcKernels& kernels);
  void Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const override;
  std::size_t memory_bytes() const override { return weights_.size() * sizeof(weights_[0]) + bias_.size() * sizeof(float); }

 private:
  const CtcKernels& kernels_;
  std::vector<std::uint16_t> weights_;  // [tiles, depth, tile_classes]
  std::vector<float> bias_;             // [tiles, tile_classes]
};

HalfTiles::HalfTiles(const CtcLayer& layer, const CtcKernels& kernels) : kernels_(kernels) {
  const int width = kernels.tile_classes;
  const int tiles = (layer.classes() + width - 1) / width;
  bias_.assign(static_cast<std::size_t>(tiles) * width, kNoLogit);
  std::ranges::copy(layer.bias, bias_.begin());
  weights_.resize(bias_.size() * layer.depth);
  for (int c = 0; c < layer.classes(); ++c) {
    const std::uint16_t* row = &layer.weights[static_cast<std::size_t>(c) * layer.depth];
    std::uint16_t* column = &weights_[static_cast<std::size_t>(c / width) * width * layer.depth + c % width];
    for (int d = 0; d < layer.depth; ++d) column[d * width] = row[d];
  }
}

CtcStep StepOf(const CtcRow& row) {
  const float probability = std::exp(row.largest - row.reference) / row.sum;
  return {row.best, std::min(probability, 1.f)};
}

void HalfTiles::Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const {
  std::vector<CtcRow> rows(steps);
  const int tile_size = kernels_.tile_classes * depth;
  std::vector<float> expanded(tile_size);
  for (int first = 0; first < classes; first += kernels_.tile_classes) {
    kernels_.expand_half(&weights_[static_cast<std::size_t>(first) * depth], tile_size, expanded.data());
    kernels_.multiply({expanded.data(), &bias_[first], depth, first}, features, row_stride, steps, rows.data());
  }
  std::transform(rows.begin(), rows.end(), out, StepOf);
}

}  // namespace

std::unique_ptr<CtcHead::Packed> PackHalves(const CtcLayer& layer, const CtcKernels& kernels) {
  return std::make_unique<HalfTiles>(layer, kernels);
}

}  // namespace dsocr::kernels
