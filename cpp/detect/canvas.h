// Which parts of a picture the network sees, how large, and where on its input they stand.
#pragma once

#include <vector>

#include "detect/input_size.h"
#include "dsocr/image.h"
#include "dsocr/page.h"

namespace dsocr::detect {

// Whole pixels.
struct Area {
  int left = 0, top = 0, width = 0, height = 0;
  double size() const { return static_cast<double>(width) * height; }
};

// Shares the pixels. The area lies inside the picture.
ImageView PartOf(ImageView image, const Area& area);

struct Placement {
  Area core;  // of the picture; what the network finds in the middle of no core belongs to another part, or to none
  Area part;  // of the picture: the core and surroundings
  Area at;    // on the canvas: `part`, scaled
};

// `at`s do not overlap; width and height are multiples of 32.
struct Canvas {
  int width = 0;
  int height = 0;
  std::vector<Placement> placements;
};

// The whole picture.
Canvas WholeOn(const InputSize& size, int picture_width, int picture_height);

// A quad on the canvas in pixels of the picture, clipped to the part that its middle lies in; empty (all corners 0)
// where its middle lies in no core.
Quad InPicture(const Quad& quad, const Canvas& canvas);

}  // namespace dsocr::detect
