#include "geometry/quad.h"

#include <algorithm>
#include <cmath>

namespace dsocr::geometry {
namespace {

constexpr float kVerticalAspect = 1.5f;

float Distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

Point Between(Point a, Point b, float t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }

// Corners clockwise (on a screen, y down), the line running along `along`.
Quad Corners(Point center, Point along, float half_width, float half_height) {
  const Point down{-along.y, along.x};
  const auto corner = [&](float a, float d) {
    return Point{center.x + along.x * a + down.x * d, center.y + along.y * a + down.y * d};
  };
  return {corner(-half_width, -half_height), corner(half_width, -half_height), corner(half_width, half_height),
          corner(-half_width, half_height)};
}

}  // namespace

Quad ReadingQuad(const RotatedRect& rect) {
  Point along = rect.axis;
  float half_width = rect.half_length, half_height = rect.half_breadth;
  if (std::abs(along.x) < std::abs(along.y)) {
    along = {-along.y, along.x};
    std::swap(half_width, half_height);
  }
  if (along.x < 0) along = {-along.x, -along.y};
  if (half_height >= kVerticalAspect * half_width) {
    along = {-along.y, along.x};
    std::swap(half_width, half_height);
  }
  return Corners(rect.center, along, half_width, half_height);
}

Quad StartingAt(const Quad& quad, int corner) {
  Quad result = quad;
  std::rotate(result.begin(), result.begin() + corner, result.end());
  return result;
}

float Width(const Quad& q) { return std::max(Distance(q[0], q[1]), Distance(q[2], q[3])); }
float Height(const Quad& q) { return std::max(Distance(q[0], q[3]), Distance(q[1], q[2])); }

Quad Scaled(const Quad& quad, float x_factor, float y_factor) {
  Quad result = quad;
  for (Point& p : result) p = {p.x * x_factor, p.y * y_factor};
  return result;
}

Quad Moved(const Quad& quad, float x, float y) {
  Quad result = quad;
  for (Point& p : result) p = {p.x + x, p.y + y};
  return result;
}

Quad ClippedTo(const Quad& quad, float width, float height) {
  Quad result = quad;
  for (Point& p : result) p = {std::clamp(p.x, 0.f, width), std::clamp(p.y, 0.f, height)};
  return result;
}

Box BoundingBox(const Quad& q) {
  const auto [left, right] = std::minmax({q[0].x, q[1].x, q[2].x, q[3].x});
  const auto [top, bottom] = std::minmax({q[0].y, q[1].y, q[2].y, q[3].y});
  return {left, top, right, bottom};
}

bool Contains(const Quad& quad, const Point& point) {
  for (int i = 0; i < 4; ++i) {
    const Point &a = quad[i], &b = quad[(i + 1) % 4];
    if ((b.x - a.x) * (point.y - a.y) < (b.y - a.y) * (point.x - a.x)) return false;
  }
  return true;
}

Quad Slice(const Quad& q, float from, float to) {
  return {Between(q[0], q[1], from), Between(q[0], q[1], to), Between(q[3], q[2], to), Between(q[3], q[2], from)};
}

std::array<double, 9> RectToQuad(float width, float height, const Quad& q) {
  const double dx1 = q[1].x - q[2].x, dx2 = q[3].x - q[2].x, dx3 = q[0].x - q[1].x + q[2].x - q[3].x;
  const double dy1 = q[1].y - q[2].y, dy2 = q[3].y - q[2].y, dy3 = q[0].y - q[1].y + q[2].y - q[3].y;
  const double determinant = dx1 * dy2 - dx2 * dy1;
  double g = 0, h = 0;
  if (determinant != 0) {
    g = (dx3 * dy2 - dx2 * dy3) / determinant;
    h = (dx1 * dy3 - dx3 * dy1) / determinant;
  }
  const double sx = 1.0 / width, sy = 1.0 / height;
  return {(q[1].x - q[0].x + g * q[1].x) * sx, (q[3].x - q[0].x + h * q[3].x) * sy, q[0].x,
          (q[1].y - q[0].y + g * q[1].y) * sx, (q[3].y - q[0].y + h * q[3].y) * sy, q[0].y,
          g * sx,                              h * sy,                              1};
}

}  // namespace dsocr::geometry
