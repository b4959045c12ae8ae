#include <webp/decode.h>

#include <string_view>

#include "base/strings.h"
#include "image/codecs.h"
#include "image/exif.h"
#include "image/limits.h"
#include "image/row_formats.h"

namespace dsocr::image {
namespace {

std::uint32_t U32(Bytes bytes, std::size_t offset) {
  return bytes[offset] | bytes[offset + 1] << 8 | bytes[offset + 2] << 16 | std::uint32_t{bytes[offset + 3]} << 24;
}

// RIFF: a 12-byte head, then chunks of name, size and data, padded to even sizes.
Bytes FindChunk(Bytes bytes, std::string_view wanted) {
  constexpr std::size_t kHead = 12, kChunkHead = 8;
  for (std::size_t at = kHead; at <= bytes.size() && bytes.size() - at >= kChunkHead;) {
    const std::size_t size = U32(bytes, at + 4);
    const std::size_t available = bytes.size() - at - kChunkHead;
    const std::string_view found(reinterpret_cast<const char*>(bytes.data() + at), 4);
    if (size > available) break;
    if (found == wanted) return bytes.subspan(at + kChunkHead, size);
    at += kChunkHead + size + size % 2;
  }
  return {};
}

Expected<void> CheckComplete(Bytes bytes, const std::string& name) {
  const std::uint64_t expected = std::uint64_t{bytes.size() < 8 ? 0 : U32(bytes, 4)} + 8;
  if (bytes.size() >= expected) return {};
  return Fail(ErrorCode::kImage, Concat(name, ": truncated WebP: has ", bytes.size(), " bytes, expected ", expected));
}

Error Damaged(const std::string& name, VP8StatusCode code) {
  // libwebp says "out of memory" of a damaged alpha channel as well.
  const char* reason = code == VP8_STATUS_UNSUPPORTED_FEATURE ? "it uses a feature that is not supported"
                       : code == VP8_STATUS_NOT_ENOUGH_DATA   ? "its data end before the picture does"
                       : code == VP8_STATUS_OUT_OF_MEMORY     ? "its data do not form a picture, or memory ran out"
                                                              : "its data do not form a picture";
  return {ErrorCode::kImage, Concat(name, ": damaged WebP: ", reason)};
}

// Where alpha is in use the pixels pass through four channels.
VP8StatusCode DecodePixels(Bytes bytes, bool has_alpha, Image& image) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return VP8_STATUS_INVALID_PARAM;
  Image with_alpha = has_alpha ? Image(image.width(), image.height(), PixelFormat::kRgba) : Image();
  Image& target = has_alpha ? with_alpha : image;
  config.output.colorspace = has_alpha ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = target.data();
  config.output.u.RGBA.stride = static_cast<int>(target.stride());
  config.output.u.RGBA.size = static_cast<std::size_t>(target.stride()) * target.height();
  const VP8StatusCode code = WebPDecode(bytes.data(), bytes.size(), &config);
  for (int y = 0; has_alpha && y < image.height(); ++y) {
    ToRgbRow(with_alpha.row(y), PixelFormat::kRgba, image.width(), image.row(y));
  }
  return code;
}

// As libwebp numbers what it found: 1 is lossy, 0 a mixture.
bool IsLossless(const WebPBitstreamFeatures& features) { return features.format != 1; }

}  // namespace

Expected<Picture> DecodeWebp(Bytes bytes, const std::string& name, const DecodeOptions& options) {
  WebPBitstreamFeatures features;
  const VP8StatusCode header = WebPGetFeatures(bytes.data(), bytes.size(), &features);
  if (auto complete = CheckComplete(bytes, name); !complete) return std::unexpected(complete.error());
  if (header != VP8_STATUS_OK) return std::unexpected(Damaged(name, header));
  if (features.has_animation) {
    return Fail(ErrorCode::kImage, name + ": is an animated WebP, expected a single picture");
  }
  if (auto fits = CheckSize(name, features.width, features.height, options); !fits) return std::unexpected(fits.error());
  // A lossless file is also held as the decoder's own four bytes a pixel.
  const int pixel_bytes = (features.has_alpha != 0 ? kPixelBytesWithAlpha : kPixelBytes) + (IsLossless(features) ? 4 : 0);
  if (auto fits = CheckMemory(name, features.width, features.height, options, pixel_bytes); !fits) {
    return std::unexpected(fits.error());
  }
  Picture picture{Image(features.width, features.height, PixelFormat::kRgb), features.width, features.height,
                  OrientationOf(FindChunk(bytes, "EXIF"))};
  const VP8StatusCode code = DecodePixels(bytes, features.has_alpha != 0, picture.image);
  if (code != VP8_STATUS_OK) return std::unexpected(Damaged(name, code));
  return picture;
}

}  // namespace dsocr::image
