#include "pipeline/survey.h"

#include <algorithm>

#include "detect/input_size.h"
#include "geometry/quad.h"

namespace dsocr::pipeline {
namespace {

constexpr double kShare = 0.1, kMostShare = 0.25;  // of the search
// Pixels of the look: the height of the lines that a taller blot is taken to consist of.
constexpr float kLineHeight = 6;

}  // namespace

std::optional<int> SurveySide(int width, int height, int min_short_side, const SearchLimits& limits) {
  const SearchLimits allowed{.at_once = limits.at_once, .in_all = kShare * limits.in_all};
  const int side = SearchSide(width, height, min_short_side, allowed);
  const auto size = detect::ChooseInputSize(width, height, {.min_short_side = min_short_side, .max_side = side});
  const double pixels = static_cast<double>(size.canvas_width) * size.canvas_height;
  if (pixels > kMostShare * limits.in_all) return std::nullopt;
  return side;
}

double ColumnsToRead(std::span<const Detection> found, int side, int longer_side, float rows) {
  const float line_height = kLineHeight * static_cast<float>(longer_side) / static_cast<float>(side);
  double columns = 0;
  for (const Detection& box : found) {
    const float box_height = geometry::Height(box.quad);
    const double of_a_line = std::min(box_height, line_height);
    columns += rows * geometry::Width(box.quad) * static_cast<double>(box_height) / (of_a_line * of_a_line);
  }
  return columns;
}

}  // namespace dsocr::pipeline
