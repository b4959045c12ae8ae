#include <new>

#include "base/strings.h"
#include "image/codecs.h"
#include "image/jpeg_errors.h"
#include "image/jpeg_sink.h"
#include "image/row_formats.h"

namespace dsocr::image {
namespace {

class Compressor {
 public:
  Compressor() { info_.err = errors_.Install(); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  ~Compressor() { jpeg_destroy_compress(&info_); }

  Expected<std::vector<std::uint8_t>> Encode(const ImageView& image, int quality);

 private:
  bool Compress(const ImageView& image, int quality, JSAMPLE* rgb_row);

  JpegErrors errors_;
  JpegSink sink_;
  jpeg_compress_struct info_ = {};
};

// `rgb_row` is null for grey pictures, whose rows go in as they are.
bool Compressor::Compress(const ImageView& image, int quality, JSAMPLE* rgb_row) {
  return Guarded(errors_, [&] {
    jpeg_create_compress(&info_);
    info_.dest = sink_.Install();
    info_.image_width = static_cast<JDIMENSION>(image.width);
    info_.image_height = static_cast<JDIMENSION>(image.height);
    info_.input_components = rgb_row ? 3 : 1;
    info_.in_color_space = rgb_row ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&info_);
    jpeg_set_quality(&info_, quality, TRUE);
    jpeg_start_compress(&info_, TRUE);
    for (int y = 0; y < image.height; ++y) {
      if (rgb_row) ToRgbRow(image.row(y), image.format, image.width, rgb_row);
      // libjpeg's interface lacks const; it does not write to the row.
      JSAMPLE* row = rgb_row ? rgb_row : const_cast<JSAMPLE*>(image.row(y));
      jpeg_write_scanlines(&info_, &row, 1);
    }
    jpeg_finish_compress(&info_);
  });
}

Expected<std::vector<std::uint8_t>> Compressor::Encode(const ImageView& image, int quality) {
  std::vector<JSAMPLE> rgb_row(image.format == PixelFormat::kGray ? 0 : std::size_t{3} * image.width);
  if (Compress(image, quality, rgb_row.empty() ? nullptr : rgb_row.data())) {
    const Bytes written = sink_.written();
    return std::vector<std::uint8_t>(written.begin(), written.end());
  }
  if (errors_.out_of_memory) throw std::bad_alloc();
  return Fail(ErrorCode::kInvalidArgument, Concat("the picture cannot be encoded as JPEG: ", errors_.message));
}

}  // namespace

Expected<std::vector<std::uint8_t>> EncodeJpeg(const ImageView& image, int quality) {
  return Compressor().Encode(image, quality);
}

}  // namespace dsocr::image
