#include "draw/draw.h"

namespace dsocr::draw {
namespace {

struct Channels {
  int red, green, blue, alpha;  // alpha < 0: opaque
};

Channels ChannelsIn(PixelFormat format) {
  switch (format) {
    case PixelFormat::kGray: return {0, 0, 0, -1};
    case PixelFormat::kRgb: return {0, 1, 2, -1};
    case PixelFormat::kBgr: return {2, 1, 0, -1};
    case PixelFormat::kRgba: return {0, 1, 2, 3};
    case PixelFormat::kBgra: return {2, 1, 0, 3};
  }
  return {0, 0, 0, -1};
}

std::uint8_t OverWhite(std::uint8_t value, int alpha) {
  return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

}  // namespace

Image ToRgb(const ImageView& image) {
  Image rgb(image.width, image.height, PixelFormat::kRgb);
  const Channels from = ChannelsIn(image.format);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* in = image.row(y);
    std::uint8_t* out = rgb.row(y);
    for (int x = 0; x < image.width; ++x, in += image.channels()) {
      const int alpha = from.alpha < 0 ? 255 : in[from.alpha];
      for (const int channel : {from.red, from.green, from.blue}) *out++ = OverWhite(in[channel], alpha);
    }
  }
  return rgb;
}

}  // namespace dsocr::draw
