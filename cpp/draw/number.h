// Small numbers in a box, from a digit font of 5 x 7 dots.
#pragma once

#include "draw/color.h"

namespace dsocr::draw {

struct Size {
  int width, height;
};

// Of the box that DrawNumber fills, for digits of `scale` pixels a dot.
Size NumberSize(int number, int scale);

// White digits on `background`, the box's top-left pixel at (left, top); parts off the canvas are cut off.
void DrawNumber(Image& canvas, int number, int left, int top, int scale, Color background);

}  // namespace dsocr::draw
