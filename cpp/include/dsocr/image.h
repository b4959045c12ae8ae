// Pixels that somebody else owns (ImageView), pixels that we own (Image), and the way from a file to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsocr/error.h"

namespace dsocr {

// Channel order in memory, one byte a channel.
enum class PixelFormat : std::uint8_t { kGray, kRgb, kBgr, kRgba, kBgra };

constexpr int ChannelsOf(PixelFormat format) {
  switch (format) {
    case PixelFormat::kGray: return 1;
    case PixelFormat::kRgb:
    case PixelFormat::kBgr: return 3;
    case PixelFormat::kRgba:
    case PixelFormat::kBgra: return 4;
  }
  return 0;
}

// H x W x {1, 3, 4} bytes. `stride` is the distance between rows in bytes; it may be larger than a row, and
// negative for pictures stored bottom up. The view owns nothing: the pixels must outlive it.
struct ImageView {
  const std::uint8_t* data = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;
  PixelFormat format = PixelFormat::kRgb;

  int channels() const { return ChannelsOf(format); }
  const std::uint8_t* row(int y) const { return data + stride * y; }
  bool empty() const { return data == nullptr || width <= 0 || height <= 0; }
};

// Owns its pixels, rows without padding.
class Image {
 public:
  Image() = default;
  // Zeroed pixels. Throws std::bad_alloc where memory does not suffice; callers check sizes before.
  Image(int width, int height, PixelFormat format)
      : width_(width), height_(height), format_(format),
        pixels_(static_cast<std::size_t>(width) * height * ChannelsOf(format)) {}

  int width() const { return width_; }
  int height() const { return height_; }
  PixelFormat format() const { return format_; }
  std::ptrdiff_t stride() const { return static_cast<std::ptrdiff_t>(width_) * ChannelsOf(format_); }
  std::size_t bytes() const { return pixels_.size(); }
  std::uint8_t* data() { return pixels_.data(); }
  const std::uint8_t* data() const { return pixels_.data(); }
  std::uint8_t* row(int y) { return pixels_.data() + stride() * y; }
  ImageView view() const { return {pixels_.data(), width_, height_, stride(), format_}; }

 private:
  int width_ = 0;
  int height_ = 0;
  PixelFormat format_ = PixelFormat::kRgb;
  std::vector<std::uint8_t> pixels_;
};

struct DecodeOptions {
  // Refused above this, before memory for the pixels is taken.
  std::int64_t max_pixels = 200'000'000;
  // 0: full size. Otherwise a decoder may return a smaller picture (JPEG: 1/2, 1/4, 1/8 of the size, for a
  // fraction of the time), but never one whose longer side is under this, or its shorter side under the other.
  int enough_long_side = 0;
  int enough_short_side = 0;
  // > 0: the pixels, twice where they may have to be turned upright, take no more bytes. A JPEG is decoded smaller for
  // that, other pictures are refused.
  std::int64_t max_bytes = 0;
};

// A picture upright (EXIF orientation applied), and the size that the file says, upright as well. The two
// differ when the decoder made it smaller; source = pixel * source_width / image.width().
struct Decoded {
  Image image;  // kGray or kRgb; alpha is laid over white
  int source_width = 0;
  int source_height = 0;
};

// JPEG, PNG, WebP, BMP, told apart by their first bytes. `name` stands in the messages.
Expected<Decoded> DecodeImage(std::span<const std::uint8_t> bytes, const std::string& name,
                              const DecodeOptions& options = {});
// Reads the file (UTF-8 path), then DecodeImage. Refuses folders, empty and unreadable files by name.
Expected<Decoded> DecodeImageFile(const std::string& path, const DecodeOptions& options = {});

// Encodes by the ending of `path` (.png, .jpg, .jpeg), to a temporary name in the same folder first.
Expected<void> WriteImageFile(const std::string& path, const ImageView& image, int jpeg_quality = 90);
// `format` is "png" or "jpeg".
Expected<std::vector<std::uint8_t>> EncodeImage(const ImageView& image, const std::string& format,
                                                int jpeg_quality = 90);

}  // namespace dsocr
