// Pictures for tests: made of a rule that an expectation can repeat, or of noise.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>

#include "dsocr/image.h"
#include "tests/cpp/support/guarded.h"

namespace dsocr::testing {

// A picture of `rule(x, y, channel)`.
template <typename Rule>
Image MakeImage(int width, int height, PixelFormat format, const Rule& rule) {
  Image image(width, height, format);
  const int channels = ChannelsOf(format);
  for (int y = 0; y < height; ++y) {
    for (int i = 0; i < width * channels; ++i) {
      image.row(y)[i] = static_cast<std::uint8_t>(rule(i / channels, y, i % channels));
    }
  }
  return image;
}

// A different value for nearly every pixel and channel.
inline int Scattered(int x, int y, int c) { return (x * 37 + y * 101 + c * 59 + x * y * 7) & 0xFF; }

// Noise in guarded memory: rows `padding` bytes apart, first row on top or (bottom_up) last, no readable byte behind
// the last pixel.
class NoisePicture {
 public:
  NoisePicture(int width, int height, PixelFormat format, int padding = 0, bool bottom_up = false, unsigned seed = 1)
      : bytes_(static_cast<std::size_t>(height) * RowSize(width, format) + static_cast<std::size_t>(height - 1) * padding) {
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] = static_cast<std::uint8_t>(random());
    const std::ptrdiff_t stride = static_cast<std::ptrdiff_t>(RowSize(width, format)) + padding;
    view_ = {bottom_up ? bytes_.data() + stride * (height - 1) : bytes_.data(), width, height,
             bottom_up ? -stride : stride, format};
  }
  const ImageView& view() const { return view_; }

 private:
  static std::size_t RowSize(int width, PixelFormat format) {
    return static_cast<std::size_t>(width) * ChannelsOf(format);
  }

  Guarded<std::uint8_t> bytes_;
  ImageView view_;
};

}  // namespace dsocr::testing
