// EXIF's eight ways to hold a camera.
#pragma once

#include "dsocr/image.h"

namespace dsocr::image {

// 5 to 8 swap width and height.
constexpr bool SwapsSides(int orientation) { return orientation >= 5 && orientation <= 8; }

// The picture as it should be seen. `orientation` as in EXIF: 1 upright, 2 mirrored, 3 turned by 180 degrees,
// 4 upside down in a mirror, 5 transposed, 6 to be turned clockwise, 7 transposed the other way, 8 to be turned
// counter-clockwise.
Image Upright(Image picture, int orientation);

}  // namespace dsocr::image
