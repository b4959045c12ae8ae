// The head of a BMP file, all its versions brought to one form.
#pragma once

#include <array>

#include "image/codecs.h"

namespace dsocr::image {

// One channel of a 16- or 32-bit pixel: (pixel >> shift) & most, with `most` meaning full brightness.
struct BmpChannel {
  int shift = 0;
  std::uint32_t most = 0;
};

using Rgb = std::array<std::uint8_t, 3>;

struct BmpHeader {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool top_down = false;
  int bits_per_pixel = 0;              // 1, 4, 8, 16, 24 or 32
  std::array<BmpChannel, 3> channels;  // red, green, blue; for 16 and 32 bits
  std::vector<Rgb> palette;            // 2^bits entries; for 1, 4 and 8 bits
  std::size_t pixel_offset = 0;        // in the file

  std::size_t row_size() const { return static_cast<std::size_t>((width * bits_per_pixel + 31) / 32 * 4); }
};

// kImage where the head is cut, contradicts itself, or asks for a compression that we do not read.
Expected<BmpHeader> ParseBmpHeader(Bytes bytes, const std::string& name);

}  // namespace dsocr::image
