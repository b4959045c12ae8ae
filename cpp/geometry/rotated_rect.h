// Rectangles at any angle, and the smallest one around a set of points.
#pragma once

#include <vector>

#include "dsocr/page.h"

namespace dsocr::geometry {

// Corners are center +- axis * half_length +- normal(axis) * half_breadth, normal = axis turned by +90 degrees.
struct RotatedRect {
  Point center;
  Point axis{1, 0};  // unit vector
  float half_length = 0;
  float half_breadth = 0;

  float area() const { return 4 * half_length * half_breadth; }
  float perimeter() const { return 4 * (half_length + half_breadth); }
  float shorter_side() const { return 2 * (half_length < half_breadth ? half_length : half_breadth); }
};

// Counter-clockwise in a y-up plane, without collinear points (Andrew's monotone chain). Sorts `points` in place.
std::vector<Point> ConvexHull(std::vector<Point>& points);

// The rectangle of the smallest area around a convex polygon: one of its sides lies on a side of the polygon
// (Freeman and Shapira, 1975). One or two points give a rectangle without breadth.
RotatedRect MinAreaRect(const std::vector<Point>& hull);

// Offsetting a rectangle by d with round joins and boxing the result again is the rectangle with each side moved
// outwards by d; so no polygon clipper is needed.
RotatedRect Grow(RotatedRect rect, float d);

// The distance of the DB paper (Liao et al., 2020, section 3.4): area * ratio / perimeter.
float UnclipDistance(const RotatedRect& rect, float ratio);

}  // namespace dsocr::geometry
