// One function per file format. Each is the only one that sees its library's headers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsocr/image.h"

namespace dsocr::image {

using Bytes = std::span<const std::uint8_t>;

// What a file holds, before it is turned upright.
struct Picture {
  Image image;  // kGray or kRgb
  int source_width = 0;
  int source_height = 0;
  int orientation = 1;  // EXIF, 1..8
};

// `name` stands in the messages. Damaged and truncated files are errors (kImage); so is what exceeds
// options.max_pixels, before memory for the pixels is taken.
Expected<Picture> DecodeJpeg(Bytes bytes, const std::string& name, const DecodeOptions& options);
Expected<Picture> DecodePng(Bytes bytes, const std::string& name, const DecodeOptions& options);
Expected<Picture> DecodeWebp(Bytes bytes, const std::string& name, const DecodeOptions& options);
Expected<Picture> DecodeBmp(Bytes bytes, const std::string& name, const DecodeOptions& options);

Expected<std::vector<std::uint8_t>> EncodeJpeg(const ImageView& image, int quality);
Expected<std::vector<std::uint8_t>> EncodePng(const ImageView& image);

}  // namespace dsocr::image
