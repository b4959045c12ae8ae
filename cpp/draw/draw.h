// Found text shown on a copy of its picture: an outline around each quad and its number beside it.
#pragma once

#include <span>

#include "dsocr/image.h"
#include "dsocr/page.h"

namespace dsocr::draw {

struct Style {
  float stroke = 2;     // width of an outline in pixels
  int digit_scale = 2;  // pixels a dot of the 5 x 7 digits
  bool numbers = true;  // 1 for the first quad, 2 for the next, ...
};

// Outlines and digits that can be seen when the whole picture is looked at.
Style StyleFor(const Image& canvas, bool numbers);

// A kRgb copy; grey is tripled, alpha is laid over white.
Image ToRgb(const ImageView& image);

// Draws onto a kRgb canvas. Parts outside of it are cut off; quads with a coordinate that is not finite are skipped.
void DrawQuads(Image& canvas, std::span<const Quad> quads, const Style& style);

}  // namespace dsocr::draw
