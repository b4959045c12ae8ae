#include "kernels/ctc_head.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/half.h"
#include "base/strings.h"
#include "kernels/ctc_packed.h"

namespace dsocr::kernels {
namespace {

// Rows of features that stay in the second-level cache while all classes pass by.
constexpr int kStepsAtOnce = 256;

Expected<void> Check(const CtcLayer& layer) {
  if (layer.depth < 1 || layer.bias.empty() || layer.weights.size() != layer.bias.size() * layer.depth) {
    return Fail(ErrorCode::kModel, Concat("the final layer has ", layer.weights.size(), " weights, expected ",
                                          layer.bias.size(), " classes x ", layer.depth));
  }
  const bool finite = std::ranges::all_of(layer.weights, [](std::uint16_t half) { return (half & 0x7C00) != 0x7C00; }) &&
                      std::ranges::all_of(layer.bias, [](float value) { return std::isfinite(value); });
  if (!finite) return Fail(ErrorCode::kModel, "the final layer has a weight that is not finite, expected numbers in half precision");
  return {};
}

bool AllFinite(const float* values, int count) {
  return std::all_of(values, values + count, [](float value) { return std::isfinite(value); });
}

}  // namespace

CtcHead::CtcHead(std::shared_ptr<const Packed> packed) : packed_(std::move(packed)) {}

Expected<CtcHead> CtcHead::Create(std::span<const std::uint16_t> weights, std::span<const float> bias, int depth) {
  const CtcLayer layer{weights, bias, depth};
  if (auto fits = Check(layer); !fits) return std::unexpected(fits.error());
  const KernelTable& table = ActiveTable();
  std::unique_ptr<Packed> packed = table.ctc->multiply_bytes ? PackBytes(layer, *table.ctc) : PackHalves(layer, *table.ctc);
  packed->classes = layer.classes();
  packed->depth = depth;
  packed->backend = table.name;
  return CtcHead(std::move(packed));
}

Expected<CtcHead> CtcHead::Create(std::span<const float> weights, std::span<const float> bias, int depth) {
  std::vector<std::uint16_t> halves(weights.size());
  std::ranges::transform(weights, halves.begin(), ToHalf);
  return Create(halves, bias, depth);
}

void CtcHead::Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const {
  for (int begin = 0; begin < steps; begin += kStepsAtOnce) {
    packed_->Decode(features + begin * row_stride, std::min(kStepsAtOnce, steps - begin), row_stride, out + begin);
  }
  for (int t = 0; t < steps; ++t) {
    if (!std::isfinite(out[t].probability) || !AllFinite(features + t * row_stride, packed_->depth)) out[t] = {};
  }
}

int CtcHead::classes() const { return packed_->classes; }
int CtcHead::depth() const { return packed_->depth; }
const char* CtcHead::backend() const { return packed_->backend; }
std::size_t CtcHead::memory_bytes() const { return packed_->memory_bytes(); }

}  // namespace dsocr::kernels
