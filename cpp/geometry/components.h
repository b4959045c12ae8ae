// Connected components of a mask, by runs.
#pragma once

#include <cstdint>
#include <vector>

#include "dsocr/page.h"

namespace dsocr::geometry {

// A component as its outermost pixels in each of its runs: all that its convex hull needs. Points are pixel
// indices (centres), as OpenCV's contours are.
struct Component {
  std::vector<Point> extremes;
  int pixels = 0;
};

// Components of the pixels that are not 0 in `mask` (height x width bytes, no padding), joined over 8 neighbours, in the order
// of their first pixel. One pass over the mask, union-find over its runs.
std::vector<Component> ConnectedComponents(const std::uint8_t* mask, int width, int height);

// In place: mask(x, y) |= mask(x - 1, y) | mask(x, y - 1) | mask(x - 1, y - 1), what OpenCV's dilate does with a 2 x 2 kernel
// of ones. DB uses it to join strokes that a reduced map separates.
void DilateByTwo(std::uint8_t* mask, int width, int height);

}  // namespace dsocr::geometry
