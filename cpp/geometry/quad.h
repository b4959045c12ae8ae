// Four corners of a line of text: their order, sizes and the map onto an upright rectangle.
#pragma once

#include <array>

#include "dsocr/page.h"
#include "geometry/rotated_rect.h"

namespace dsocr::geometry {

// Corners clockwise from the top-left corner of the text. A line reads along the side that is closer to
// horizontal, left to right; one at least 1.5 times as tall as wide reads downwards, its top to the right (the
// convention under which PP-OCR's recogniser was trained: such a crop is turned by 90 degrees counter-clockwise).
Quad ReadingQuad(const RotatedRect& rect);

// The same corners, beginning with the one at index `corner`: 2 is the same line upside down.
Quad StartingAt(const Quad& quad, int corner);

// Length of the longer of the two sides along (width) and across (height) the line, in the quad's units.
float Width(const Quad& quad);
float Height(const Quad& quad);

Quad Scaled(const Quad& quad, float x_factor, float y_factor);
Quad Moved(const Quad& quad, float x, float y);
Quad ClippedTo(const Quad& quad, float width, float height);

struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;
  float width() const { return right - left; }
  float height() const { return bottom - top; }
  Point center() const { return {(left + right) / 2, (top + bottom) / 2}; }
};
Box BoundingBox(const Quad& quad);

// Whether the point lies in a convex quad or on its border.
bool Contains(const Quad& quad, const Point& point);

// The part of the line between the fractions `from` and `to` (0..1) of its length.
Quad Slice(const Quad& quad, float from, float to);

// Row-major 3 x 3 that maps the rectangle [0, width] x [0, height] onto the quad (Heckbert, 1989, section 2.2.3).
std::array<double, 9> RectToQuad(float width, float height, const Quad& quad);

}  // namespace dsocr::geometry
