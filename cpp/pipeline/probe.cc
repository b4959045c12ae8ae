#include "pipeline/probe.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "pipeline/stopwatch.h"

namespace dsocr::pipeline {
namespace {

constexpr int kSide = 256;
constexpr int kColumns = 160;

// The second of two runs: the first one also takes memory.
Expected<double> ProbeMs(engine::Model& model, const std::array<int, 4>& shape) {
  const Expected<float*> input = model.Input(shape);
  if (!input) return std::unexpected(input.error());
  std::fill_n(*input, static_cast<std::size_t>(shape[0]) * shape[1] * shape[2] * shape[3], 0.f);
  if (const auto first = model.Run(); !first) return std::unexpected(first.error());
  Stopwatch stopwatch;
  if (const auto second = model.Run(); !second) return std::unexpected(second.error());
  return stopwatch.Lap();
}

}  // namespace

Expected<double> MegapixelMs(engine::Model& detector) {
  auto ms = ProbeMs(detector, {1, 3, kSide, kSide});
  if (ms) *ms /= kSide * kSide / 1e6;
  return ms;
}

Expected<double> ColumnMs(engine::Model& recognizer, int height) {
  auto ms = ProbeMs(recognizer, {1, 3, height, kColumns});
  if (ms) *ms /= kColumns;
  return ms;
}

}  // namespace dsocr::pipeline
