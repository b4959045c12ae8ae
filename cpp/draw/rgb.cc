#include <algorithm>

#include "draw/draw.h"
#include "image/row_formats.h"

namespace dsocr::draw {
namespace {

void GrayToRgb(const std::uint8_t* row, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x, out += 3) std::fill_n(out, 3, row[x]);
}

}  // namespace

Image ToRgb(const ImageView& image) {
  Image rgb(image.width, image.height, PixelFormat::kRgb);
  for (int y = 0; y < image.height; ++y) {
    if (image.format == PixelFormat::kGray) GrayToRgb(image.row(y), image.width, rgb.row(y));
    else image::ToRgbRow(image.row(y), image.format, image.width, rgb.row(y));
  }
  return rgb;
}

}  // namespace dsocr::draw
