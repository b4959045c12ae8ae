// Which way the text of a page runs.
#pragma once

#include <vector>

#include "dsocr/page.h"

namespace dsocr::pipeline {

// A unit vector; long lines say more than short ones. (1, 0) where there are none.
Point MainDirection(const std::vector<Quad>& quads);

// The same box, its corners in another order, so that it is read in `direction` to within 60 degrees; `quad` as it is
// where it runs that way already or cannot. A long line can only be turned by half, a box that is about as high as
// long in any way: a lone digit of a page that lies on its side looks like any other box.
Quad ReadAlong(const Quad& quad, Point direction);

}  // namespace dsocr::pipeline
