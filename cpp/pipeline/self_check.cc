#include "pipeline/self_check.h"

#include <cmath>
#include <cstddef>

namespace dsocr::pipeline {
namespace {

// Of the length of `expected`. On this pattern, harder than text, half precision comes to 0.04 and bytes to 0.19 (the
// recogniser, on x86-64 and aarch64 alike); zeros are at 1, and output that has nothing to do with the network at 1.4.
constexpr double kMostDifference = 0.5;

// Any pattern would do that both sides can make; this one has edges everywhere.
void FillPattern(float* input, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) input[i] = static_cast<float>(i * 7919 % 255) / 127.5f - 1;
}

}  // namespace

Expected<engine::Tensor> RunPattern(engine::Model& model, const std::array<int, 4>& shape) {
  const Expected<float*> input = model.Input(shape);
  if (!input) return std::unexpected(input.error());
  FillPattern(*input, static_cast<std::size_t>(shape[0]) * shape[1] * shape[2] * shape[3]);
  return model.Run();
}

Expected<bool> PassesSelfCheck(engine::Model& model, const std::array<int, 4>& shape,
                               std::span<const float> expected) {
  if (expected.empty()) return true;
  const Expected<engine::Tensor> output = RunPattern(model, shape);
  if (!output) return std::unexpected(output.error());
  if (output->values.size() < expected.size()) return false;
  const std::size_t stride = output->values.size() / expected.size();
  double length = 0, difference = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double gap = output->values[i * stride] - expected[i];
    length += static_cast<double>(expected[i]) * expected[i];
    difference += gap * gap;
  }
  return std::isfinite(difference) && std::sqrt(difference) <= kMostDifference * std::sqrt(length);
}

}  // namespace dsocr::pipeline
