#include "image/row_formats.h"

namespace dsocr::image {
namespace {

std::uint8_t OverWhite(int value, int alpha) {
  return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

template <int kStep, int kRed>
void Reorder(const std::uint8_t* row, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x, row += kStep, out += 3) {
    const std::uint8_t red = row[kRed], green = row[1], blue = row[2 - kRed];
    const int alpha = kStep == 4 ? row[3] : 255;
    out[0] = OverWhite(red, alpha);
    out[1] = OverWhite(green, alpha);
    out[2] = OverWhite(blue, alpha);
  }
}

}  // namespace

void ToRgbRow(const std::uint8_t* row, PixelFormat format, int width, std::uint8_t* out) {
  switch (format) {
    case PixelFormat::kGray: return;
    case PixelFormat::kRgb: return Reorder<3, 0>(row, width, out);
    case PixelFormat::kBgr: return Reorder<3, 2>(row, width, out);
    case PixelFormat::kRgba: return Reorder<4, 0>(row, width, out);
    case PixelFormat::kBgra: return Reorder<4, 2>(row, width, out);
  }
}

void SwapRedAndBlue(const std::uint8_t* row, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x, row += 4, out += 4) {
    const std::uint8_t blue = row[0], green = row[1], red = row[2], alpha = row[3];
    out[0] = red;
    out[1] = green;
    out[2] = blue;
    out[3] = alpha;
  }
}

}  // namespace dsocr::image
