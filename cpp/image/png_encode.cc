#include <spng.h>

#include <cstdlib>
#include <memory>
#include <new>

#include "base/strings.h"
#include "image/codecs.h"
#include "image/row_formats.h"

namespace dsocr::image {
namespace {

struct FreeContext {
  void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};

bool HasAlpha(PixelFormat format) { return ChannelsOf(format) == 4; }

spng_ihdr HeaderFor(const ImageView& image) {
  const auto color = image.format == PixelFormat::kGray ? SPNG_COLOR_TYPE_GRAYSCALE
                     : HasAlpha(image.format)           ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA
                                                        : SPNG_COLOR_TYPE_TRUECOLOR;
  return {static_cast<std::uint32_t>(image.width), static_cast<std::uint32_t>(image.height), 8,
          static_cast<std::uint8_t>(color), 0, 0, 0};
}

// The row as PNG stores it: in place where the order fits, else by way of `scratch`.
const std::uint8_t* PngRow(const ImageView& image, int y, std::vector<std::uint8_t>& scratch) {
  const std::uint8_t* row = image.row(y);
  if (image.format == PixelFormat::kBgr) ToRgbRow(row, image.format, image.width, scratch.data());
  if (image.format == PixelFormat::kBgra) SwapRedAndBlue(row, image.width, scratch.data());
  const bool in_place = image.format != PixelFormat::kBgr && image.format != PixelFormat::kBgra;
  return in_place ? row : scratch.data();
}

// The last row answers SPNG_EOI.
int EncodeRows(spng_ctx* context, const ImageView& image) {
  const std::size_t row_size = static_cast<std::size_t>(image.width) * image.channels();
  std::vector<std::uint8_t> scratch(row_size);
  int code = spng_encode_image(context, nullptr, 0, SPNG_FMT_PNG, SPNG_ENCODE_PROGRESSIVE | SPNG_ENCODE_FINALIZE);
  for (int y = 0; y < image.height && code == SPNG_OK; ++y) {
    code = spng_encode_row(context, PngRow(image, y, scratch), row_size);
  }
  return code == SPNG_EOI ? SPNG_OK : code;
}

}  // namespace

Expected<std::vector<std::uint8_t>> EncodePng(const ImageView& image) {
  const std::unique_ptr<spng_ctx, FreeContext> context(spng_ctx_new(SPNG_CTX_ENCODER));
  if (!context) throw std::bad_alloc();
  spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header = HeaderFor(image);
  int code = spng_set_ihdr(context.get(), &header);
  if (code == SPNG_OK) code = EncodeRows(context.get(), image);
  std::size_t size = 0;
  std::unique_ptr<void, decltype(&std::free)> buffer(nullptr, &std::free);
  if (code == SPNG_OK) buffer.reset(spng_get_png_buffer(context.get(), &size, &code));
  if (code == SPNG_EMEM) throw std::bad_alloc();
  if (code != SPNG_OK) return Fail(ErrorCode::kInternal, Concat("the picture cannot be encoded as PNG: ", spng_strerror(code)));
  const auto* data = static_cast<const std::uint8_t*>(buffer.get());
  return std::vector<std::uint8_t>(data, data + size);
}

}  // namespace dsocr::image
