#include "base/strings.h"
#include "image/bmp_header.h"
#include "image/codecs.h"
#include "image/limits.h"
#include "image/row_formats.h"

namespace dsocr::image {
namespace {

// Most significant bits first.
void PaletteRow(const BmpHeader& header, const std::uint8_t* row, int width, std::uint8_t* out) {
  const int bits = header.bits_per_pixel;
  const unsigned most = (1u << bits) - 1;
  for (int x = 0; x < width; ++x, out += 3) {
    const std::int64_t bit = std::int64_t{x} * bits;
    const unsigned index = row[bit / 8] >> (8 - bits - bit % 8) & most;
    for (int c = 0; c < 3; ++c) out[c] = header.palette[index][c];
  }
}

template <int kBytes>
void BitFieldRow(const BmpHeader& header, const std::uint8_t* row, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x, row += kBytes, out += 3) {
    std::uint32_t pixel = 0;
    for (int i = 0; i < kBytes; ++i) pixel |= std::uint32_t{row[i]} << (8 * i);
    for (int c = 0; c < 3; ++c) {
      const std::uint64_t most = header.channels[c].most;
      out[c] = static_cast<std::uint8_t>(((pixel >> header.channels[c].shift & most) * 255 + most / 2) / most);
    }
  }
}

void DecodeRow(const BmpHeader& header, const std::uint8_t* row, int width, std::uint8_t* out) {
  switch (header.bits_per_pixel) {
    case 16: return BitFieldRow<2>(header, row, width, out);
    case 24: return ToRgbRow(row, PixelFormat::kBgr, width, out);
    case 32: return BitFieldRow<4>(header, row, width, out);
    default: return PaletteRow(header, row, width, out);
  }
}

Expected<void> CheckComplete(const BmpHeader& header, Bytes bytes, const std::string& name) {
  const std::uint64_t expected = header.pixel_offset + std::uint64_t{header.row_size()} * header.height;
  if (bytes.size() >= expected) return {};
  return Fail(ErrorCode::kImage, Concat(name, ": truncated BMP: has ", bytes.size(), " bytes, expected ", expected));
}

}  // namespace

Expected<Picture> DecodeBmp(Bytes bytes, const std::string& name, const DecodeOptions& options) {
  const Expected<BmpHeader> header = ParseBmpHeader(bytes, name);
  if (!header) return std::unexpected(header.error());
  if (auto fits = CheckSize(name, header->width, header->height, options); !fits) return std::unexpected(fits.error());
  if (auto fits = CheckMemory(name, header->width, header->height, options); !fits) {
    return std::unexpected(fits.error());
  }
  if (auto complete = CheckComplete(*header, bytes, name); !complete) return std::unexpected(complete.error());
  const int width = static_cast<int>(header->width), height = static_cast<int>(header->height);
  Picture picture{Image(width, height, PixelFormat::kRgb), width, height, 1};
  for (int y = 0; y < height; ++y) {
    const std::size_t row = header->top_down ? y : height - 1 - y;
    DecodeRow(*header, bytes.data() + header->pixel_offset + row * header->row_size(), width, picture.image.row(y));
  }
  return picture;
}

}  // namespace dsocr::image
