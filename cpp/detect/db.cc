#include "detect/db.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/copies.h"
#include "geometry/components.h"
#include "geometry/quad.h"
#include "kernels/threshold.h"

namespace dsocr::detect {
namespace {

float Logit(float p) { return std::log(p / (1 - p)); }
float Sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

std::vector<std::uint8_t> TextMask(const TextMap& map, float threshold) {
  const std::size_t count = static_cast<std::size_t>(map.width) * map.height;
  std::vector<std::uint8_t> mask(count);
  kernels::ThresholdMask(map.values, count, map.logits ? Logit(threshold) : threshold, mask.data());
  CountCopy(Copy::kMask, count);
  geometry::DilateByTwo(mask.data(), map.width, map.height);
  return mask;
}

struct Interval {
  int first = 0;
  int last = -1;
};

// Columns whose pixel centre lies in the convex quad (its corners given at pixel indices) on row y.
Interval RowInside(const Quad& quad, float y, int width) {
  float low = static_cast<float>(width), high = -1;
  for (int i = 0; i < 4; ++i) {
    const Point a = quad[i], b = quad[(i + 1) % 4];
    if (std::min(a.y, b.y) > y || std::max(a.y, b.y) < y) continue;
    const float t = a.y == b.y ? 0 : (y - a.y) / (b.y - a.y);
    const float x = a.x + t * (b.x - a.x);
    low = std::min({low, x, a.y == b.y ? b.x : x});
    high = std::max({high, x, a.y == b.y ? b.x : x});
  }
  return {std::max(0, static_cast<int>(std::ceil(low - 0.5f))),
          std::min(width - 1, static_cast<int>(std::floor(high + 0.5f)))};
}

float MeanProbability(const TextMap& map, const Quad& quad) {
  const geometry::Box box = geometry::BoundingBox(quad);
  const int first_row = std::max(0, static_cast<int>(std::floor(box.top)));
  const int last_row = std::min(map.height - 1, static_cast<int>(std::ceil(box.bottom)));
  double sum = 0;
  int count = 0;
  for (int y = first_row; y <= last_row; ++y) {
    const float row_y = std::clamp(static_cast<float>(y), box.top, box.bottom);
    const Interval inside = RowInside(quad, row_y, map.width);
    const float* row = map.values + static_cast<std::size_t>(y) * map.width;
    for (int x = inside.first; x <= inside.last; ++x) sum += map.logits ? Sigmoid(row[x]) : row[x];
    count += std::max(0, inside.last - inside.first + 1);
  }
  return count > 0 ? static_cast<float>(sum / count) : 0;
}

// Components are measured between pixel centres, as the original is; the result is between pixel edges.
geometry::RotatedRect ToPixelEdges(geometry::RotatedRect rect) {
  rect.center.x += 0.5f;
  rect.center.y += 0.5f;
  return rect;
}

}  // namespace

std::vector<ScoredRect> RectsFromMap(const TextMap& map, const DbOptions& options) {
  const std::vector<std::uint8_t> mask = TextMask(map, options.threshold);
  std::vector<ScoredRect> rects;
  for (geometry::Component& component : geometry::ConnectedComponents(mask.data(), map.width, map.height)) {
    const geometry::RotatedRect kernel = geometry::MinAreaRect(geometry::ConvexHull(component.extremes));
    if (kernel.shorter_side() < options.min_side) continue;
    const float score = MeanProbability(map, geometry::ReadingQuad(kernel));
    if (!(score >= options.box_threshold)) continue;  // also where it is NaN
    const float distance = geometry::UnclipDistance(kernel, options.unclip_ratio);
    const geometry::RotatedRect grown = geometry::Grow(kernel, distance);
    if (grown.shorter_side() < options.min_side + 2) continue;
    rects.push_back({ToPixelEdges(grown), score});
  }
  return rects;
}

}  // namespace dsocr::detect
