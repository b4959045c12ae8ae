#include "draw/segment.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dsocr::draw {
namespace {

struct Segment {
  Point from, to;

  Point At(float t) const { return {from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)}; }
};

float Distance(const Segment& segment, Point point) {
  const float dx = segment.to.x - segment.from.x, dy = segment.to.y - segment.from.y;
  const float length_squared = dx * dx + dy * dy;
  const float along = (point.x - segment.from.x) * dx + (point.y - segment.from.y) * dy;
  const Point nearest = segment.At(length_squared > 0 ? std::clamp(along / length_squared, 0.f, 1.f) : 0.f);
  return std::hypot(point.x - nearest.x, point.y - nearest.y);
}

// The pixels [first, last) whose centres may lie between `low` and `high`, cut to [0, size).
std::pair<int, int> PixelRange(float low, float high, int size) {
  const float limit = static_cast<float>(size);
  return {static_cast<int>(std::clamp(std::floor(low), 0.f, limit)),
          static_cast<int>(std::clamp(std::ceil(high), 0.f, limit))};
}

// The part of the segment whose height is within `reach` of `y`, as its smallest and largest x.
std::pair<float, float> SpanNear(const Segment& segment, float y, float reach) {
  const float rise = segment.to.y - segment.from.y;
  float first = 0, last = 1;
  if (std::abs(rise) > 1e-6f) {
    first = std::clamp((y - reach - segment.from.y) / rise, 0.f, 1.f);
    last = std::clamp((y + reach - segment.from.y) / rise, 0.f, 1.f);
  }
  return std::minmax(segment.At(first).x, segment.At(last).x);
}

}  // namespace

void DrawSegment(Image& canvas, Point from, Point to, float width, Color color) {
  const Segment segment{from, to};
  const float reach = width / 2 + 1;  // a pixel further than the stroke, for its smooth edge
  const auto [top, bottom] = PixelRange(std::min(from.y, to.y) - reach, std::max(from.y, to.y) + reach,
                                        canvas.height());
  for (int y = top; y < bottom; ++y) {
    const auto [low, high] = SpanNear(segment, y + 0.5f, reach);
    const auto [left, right] = PixelRange(low - reach, high + reach, canvas.width());
    for (int x = left; x < right; ++x) {
      const float coverage = width / 2 + 0.5f - Distance(segment, {x + 0.5f, y + 0.5f});
      if (coverage > 0) Blend(canvas, x, y, color, std::min(coverage, 1.f));
    }
  }
}

}  // namespace dsocr::draw
