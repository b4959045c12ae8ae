#include "pipeline/direction.h"

#include <cmath>

#include "geometry/quad.h"

namespace dsocr::pipeline {
namespace {

constexpr float kAlong = 0.5f;     // the cosine of 60 degrees
constexpr float kLongLine = 2.5f;  // a box this many times as long as high runs along its longer side

float AlignmentWith(Point direction, const Quad& quad) {
  const Point along{quad[1].x - quad[0].x, quad[1].y - quad[0].y};
  const float length = std::hypot(along.x, along.y);
  return length > 0 ? (along.x * direction.x + along.y * direction.y) / length : 1;
}

}  // namespace

Point MainDirection(const std::vector<Quad>& quads) {
  Point sum;
  for (const Quad& q : quads) {
    sum.x += q[1].x - q[0].x;
    sum.y += q[1].y - q[0].y;
  }
  const float length = std::hypot(sum.x, sum.y);
  return length > 0 ? Point{sum.x / length, sum.y / length} : Point{1, 0};
}

Quad ReadAlong(const Quad& quad, Point direction) {
  if (AlignmentWith(direction, quad) >= kAlong) return quad;
  const float length = geometry::Width(quad), height = geometry::Height(quad);
  const bool is_long = length > kLongLine * height || height > kLongLine * length;
  for (const int corner : {2, 1, 3}) {
    if (is_long && corner != 2) continue;
    const Quad turned = geometry::StartingAt(quad, corner);
    if (AlignmentWith(direction, turned) >= kAlong) return turned;
  }
  return quad;
}

}  // namespace dsocr::pipeline
