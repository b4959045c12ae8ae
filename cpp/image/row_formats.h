// Rows of pixels from one format to another.
#pragma once

#include <cstdint>

#include "dsocr/image.h"

namespace dsocr::image {

// `format` is not kGray; alpha is laid over white. `out` holds 3 x width bytes and may be `row` itself.
void ToRgbRow(const std::uint8_t* row, PixelFormat format, int width, std::uint8_t* out);

// kBgra to kRgba; `out` holds 4 x width bytes and may be `row` itself.
void SwapRedAndBlue(const std::uint8_t* row, int width, std::uint8_t* out);

}  // namespace dsocr::image
