#include "geometry/rotated_rect.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace dsocr::geometry {
namespace {

float Cross(Point o, Point a, Point b) {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

// Adds the chain that turns one way only, leaving out the last point (it starts the other chain).
template <typename Iterator>
void AppendChain(Iterator first, Iterator last, std::vector<Point>& hull) {
  const std::size_t base = hull.size();
  for (; first != last; ++first) {
    while (hull.size() >= base + 2 && Cross(hull[hull.size() - 2], hull.back(), *first) <= 0) hull.pop_back();
    hull.push_back(*first);
  }
  hull.pop_back();
}

struct Extent {
  float low = std::numeric_limits<float>::max();
  float high = std::numeric_limits<float>::lowest();
  void Add(float value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  float middle() const { return (low + high) / 2; }
  float half() const { return (high - low) / 2; }
};

RotatedRect RectAlong(Point axis, const std::vector<Point>& hull) {
  Extent along, across;
  for (const Point& p : hull) {
    along.Add(p.x * axis.x + p.y * axis.y);
    across.Add(p.y * axis.x - p.x * axis.y);
  }
  const Point center{axis.x * along.middle() - axis.y * across.middle(),
                     axis.y * along.middle() + axis.x * across.middle()};
  return {center, axis, along.half(), across.half()};
}

}  // namespace

std::vector<Point> ConvexHull(std::vector<Point>& points) {
  std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  points.erase(std::unique(points.begin(), points.end(), [](Point a, Point b) { return a.x == b.x && a.y == b.y; }),
               points.end());
  if (points.size() < 3) return points;
  std::vector<Point> hull;
  AppendChain(points.begin(), points.end(), hull);
  AppendChain(points.rbegin(), points.rend(), hull);
  return hull;
}

RotatedRect MinAreaRect(const std::vector<Point>& hull) {
  if (hull.empty()) return {};
  RotatedRect best{hull.front()};
  float best_area = std::numeric_limits<float>::max();
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Point a = hull[i], b = hull[(i + 1) % hull.size()];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if (length == 0) continue;
    const RotatedRect rect = RectAlong({(b.x - a.x) / length, (b.y - a.y) / length}, hull);
    if (rect.area() < best_area) {
      best = rect;
      best_area = rect.area();
    }
  }
  return best;
}

RotatedRect Grow(RotatedRect rect, float d) {
  rect.half_length += d;
  rect.half_breadth += d;
  return rect;
}

float UnclipDistance(const RotatedRect& rect, float ratio) {
  return rect.perimeter() > 0 ? rect.area() * ratio / rect.perimeter() : 0;
}

}  // namespace dsocr::geometry
