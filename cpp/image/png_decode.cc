#include <spng.h>

#include <memory>
#include <utility>

#include "base/strings.h"
#include "image/codecs.h"
#include "image/exif.h"
#include "image/limits.h"
#include "image/row_formats.h"

namespace dsocr::image {
namespace {

struct FreeContext {
  void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};
using Context = std::unique_ptr<spng_ctx, FreeContext>;

// Compressed text and colour profiles may unpack to anything; none is needed here.
constexpr std::size_t kLargestChunk = 16 << 20, kLargestCache = 64 << 20;

Context Open(Bytes bytes) {
  Context context(spng_ctx_new(0));
  if (!context) throw std::bad_alloc();
  spng_set_crc_action(context.get(), SPNG_CRC_ERROR, SPNG_CRC_ERROR);
  spng_set_chunk_limits(context.get(), kLargestChunk, kLargestCache);
  spng_set_png_buffer(context.get(), bytes.data(), bytes.size());
  return context;
}

Error Damaged(const std::string& name, Bytes bytes, int code) {
  if (code == SPNG_EMEM) throw std::bad_alloc();
  if (code == SPNG_EOF || code == SPNG_IO_EOF) {
    return {ErrorCode::kImage, Concat(name, ": truncated PNG: its ", bytes.size(),
                                      " bytes end before the picture does, expected data up to an IEND chunk")};
  }
  return {ErrorCode::kImage, Concat(name, ": damaged PNG: ", spng_strerror(code))};
}

// How the pixels come out of libspng.
enum class Layout { kGray, kRgb, kRgba };

Layout LayoutOf(spng_ctx* context, const spng_ihdr& header) {
  const auto color = static_cast<spng_color_type>(header.color_type);
  spng_trns transparency;
  const bool has_alpha = color == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA || color == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA ||
                         spng_get_trns(context, &transparency) == SPNG_OK;
  if (has_alpha) return Layout::kRgba;
  return color == SPNG_COLOR_TYPE_GRAYSCALE && header.bit_depth <= 8 ? Layout::kGray : Layout::kRgb;
}

int DecodePixels(spng_ctx* context, Layout layout, Image& image) {
  const std::size_t size = static_cast<std::size_t>(image.stride()) * image.height();
  if (layout != Layout::kRgba) {
    const spng_format format = layout == Layout::kGray ? SPNG_FMT_G8 : SPNG_FMT_RGB8;
    return spng_decode_image(context, image.data(), size, format, 0);
  }
  Image with_alpha(image.width(), image.height(), PixelFormat::kRgba);
  const std::size_t alpha_size = static_cast<std::size_t>(with_alpha.stride()) * with_alpha.height();
  const int code = spng_decode_image(context, with_alpha.data(), alpha_size, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS);
  for (int y = 0; y < image.height(); ++y) {
    ToRgbRow(with_alpha.row(y), PixelFormat::kRgba, image.width(), image.row(y));
  }
  return code;
}

int ReadOrientation(spng_ctx* context) {
  spng_exif exif;
  if (spng_get_exif(context, &exif) != SPNG_OK) return 1;
  return OrientationOf({reinterpret_cast<const std::uint8_t*>(exif.data), exif.length});
}

}  // namespace

Expected<Picture> DecodePng(Bytes bytes, const std::string& name, const DecodeOptions& options) {
  const Context context = Open(bytes);
  spng_ihdr header;
  if (const int code = spng_get_ihdr(context.get(), &header)) return std::unexpected(Damaged(name, bytes, code));
  if (auto fits = CheckSize(name, header.width, header.height, options); !fits) return std::unexpected(fits.error());
  const Layout layout = LayoutOf(context.get(), header);
  const int pixel_bytes = layout == Layout::kRgba ? kPixelBytesWithAlpha : kPixelBytes;
  if (auto fits = CheckMemory(name, header.width, header.height, options, pixel_bytes); !fits) {
    return std::unexpected(fits.error());
  }
  Picture picture;
  picture.source_width = static_cast<int>(header.width);
  picture.source_height = static_cast<int>(header.height);
  picture.image = Image(picture.source_width, picture.source_height,
                        layout == Layout::kGray ? PixelFormat::kGray : PixelFormat::kRgb);
  int code = DecodePixels(context.get(), layout, picture.image);
  // The chunks behind the pixels: an orientation may stand there, and a file without its end was cut.
  if (code == SPNG_OK) code = spng_decode_chunks(context.get());
  if (code != SPNG_OK) return std::unexpected(Damaged(name, bytes, code));
  picture.orientation = ReadOrientation(context.get());
  return picture;
}

}  // namespace dsocr::image
