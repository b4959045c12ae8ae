// A straight stroke with round ends and smooth edges.
#pragma once

#include "draw/color.h"
#include "dsocr/page.h"

namespace dsocr::draw {

void DrawSegment(Image& canvas, Point from, Point to, float width, Color color);

}  // namespace dsocr::draw
