#include <algorithm>
#include <new>

#include "base/strings.h"
#include "image/codecs.h"
#include "image/exif.h"
#include "image/jpeg_errors.h"
#include "image/jpeg_source.h"
#include "image/limits.h"

namespace dsocr::image {
namespace {

constexpr int kApp1 = JPEG_APP0 + 1;
// A progressive file of a few kilobytes can ask for thousands of passes over all pixels.
constexpr int kMostScans = 500;

class Decompressor {
 public:
  Decompressor(Bytes bytes, const std::string& name) : bytes_(bytes), name_(name) { info_.err = errors_.Install(); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
  ~Decompressor() { jpeg_destroy_decompress(&info_); }

  Expected<Picture> Decode(const DecodeOptions& options);

 private:
  bool ReadHeader();
  void ChooseOutput(const DecodeOptions& options);
  bool ReadRows(Image& image, JSAMPLE* cmyk_row);
  int Orientation() const;
  bool IsCut() const { return source_.ran_out && (errors_.data_broke_off || jpeg_has_multiple_scans(&info())); }
  std::string Progress() const;
  std::int64_t CoefficientBytes() const;
  Expected<DecodeOptions> BesideCoefficients(DecodeOptions options) const;
  Error Damaged() const;
  // libjpeg's questions take a pointer that is not const.
  jpeg_decompress_struct& info() const { return const_cast<jpeg_decompress_struct&>(info_); }

  Bytes bytes_;
  const std::string& name_;
  JpegErrors errors_;
  JpegSource source_;
  jpeg_progress_mgr progress_ = {};
  jpeg_decompress_struct info_ = {};
};

void LimitScans(j_common_ptr info) {
  auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  if (!info->is_decompressor || decompress->input_scan_number <= kMostScans) return;
  std::snprintf(reinterpret_cast<JpegErrors*>(info->err)->message, JMSG_LENGTH_MAX, "more than %d scans", kMostScans);
  std::longjmp(reinterpret_cast<JpegErrors*>(info->err)->back, 1);
}

bool Decompressor::ReadHeader() {
  return Guarded(errors_, [this] {
    jpeg_create_decompress(&info_);
    progress_.progress_monitor = LimitScans;
    info_.progress = &progress_;
    jpeg_save_markers(&info_, kApp1, 0xFFFF);
    info_.src = source_.Install(bytes_);
    jpeg_read_header(&info_, TRUE);
  });
}

// The scale is the smallest of 1/8, 1/4, 1/2 and 1 that leaves enough, or the largest of them that memory allows: these
// have vector code in libjpeg-turbo.
void Decompressor::ChooseOutput(const DecodeOptions& options) {
  const auto [short_side, long_side] = std::minmax<std::int64_t>({info_.image_width, info_.image_height});
  info_.scale_num = 8;
  info_.scale_denom = 8;
  for (unsigned numerator : {4u, 2u, 1u}) {
    const auto scaled = [](std::int64_t side, unsigned eighths) { return (side * eighths + 7) / 8; };
    const bool enough = scaled(long_side, numerator) >= options.enough_long_side &&
                        scaled(short_side, numerator) >= options.enough_short_side;
    const bool fits = FitsMemory(scaled(long_side, info_.scale_num), scaled(short_side, info_.scale_num), options);
    if ((options.enough_long_side > 0 && enough) || !fits) info_.scale_num = numerator;
  }
  switch (info_.jpeg_color_space) {
    case JCS_GRAYSCALE: info_.out_color_space = JCS_GRAYSCALE; break;
    case JCS_CMYK:
    case JCS_YCCK: info_.out_color_space = JCS_CMYK; break;
    default: info_.out_color_space = JCS_RGB;
  }
}

// Stored inverted, as Adobe does and as every viewer takes it: 255 is no ink.
void CmykToRgb(const JSAMPLE* cmyk, int width, std::uint8_t* rgb) {
  for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3) {
    for (int c = 0; c < 3; ++c) rgb[c] = static_cast<std::uint8_t>((cmyk[c] * cmyk[3] + 127) / 255);
  }
}

bool Decompressor::ReadRows(Image& image, JSAMPLE* cmyk_row) {
  return Guarded(errors_, [&] {
    jpeg_start_decompress(&info_);
    while (info_.output_scanline < info_.output_height) {
      std::uint8_t* out = image.row(static_cast<int>(info_.output_scanline));
      JSAMPLE* row = cmyk_row ? cmyk_row : out;
      jpeg_read_scanlines(&info_, &row, 1);
      if (cmyk_row) CmykToRgb(cmyk_row, image.width(), out);
    }
  });
}

int Decompressor::Orientation() const {
  for (const jpeg_marker_struct* marker = info_.marker_list; marker; marker = marker->next) {
    const Bytes data(marker->data, marker->data_length);
    constexpr std::uint8_t kExif[] = {'E', 'x', 'i', 'f', 0, 0};
    if (data.size() > 6 && std::equal(kExif, kExif + 6, data.data())) return OrientationOf(data);
  }
  return 1;
}

// How far the pixels got, in rows of the file.
std::string Decompressor::Progress() const {
  if (info_.output_height == 0) return "before the first row of pixels";
  const std::int64_t height = info_.image_height;
  if (info_.output_scanline == info_.output_height) return "before the last scan of its pixels";
  return Concat("after ", height * info_.output_scanline / info_.output_height, " rows of pixels, expected ", height);
}

// A file of several scans is held as coefficients, at its full size, whatever the scale of the output.
std::int64_t Decompressor::CoefficientBytes() const {
  if (!jpeg_has_multiple_scans(&info())) return 0;
  std::int64_t blocks = 0;
  for (int c = 0; c < info_.num_components; ++c) {
    const jpeg_component_info& component = info_.comp_info[c];
    blocks += std::int64_t{component.width_in_blocks} * component.height_in_blocks;
  }
  return blocks * std::int64_t{sizeof(JBLOCK)};
}

// What remains of max_bytes for the pixels.
Expected<DecodeOptions> Decompressor::BesideCoefficients(DecodeOptions options) const {
  const std::int64_t taken = CoefficientBytes();
  if (options.max_bytes <= 0 || taken == 0) return options;
  if (taken >= options.max_bytes) {
    return Fail(ErrorCode::kImage, Concat(name_, ": its coefficients take ", taken >> 20,
                                          " MiB of memory, expected less than ", options.max_bytes >> 20,
                                          " MiB (memory_limit_mb)"));
  }
  options.max_bytes -= taken;
  return options;
}

Error Decompressor::Damaged() const {
  if (errors_.out_of_memory) throw std::bad_alloc();
  if (source_.ran_out) {
    return {ErrorCode::kImage, Concat(name_, ": truncated JPEG: its ", bytes_.size(), " bytes end ", Progress())};
  }
  if (errors_.data_broke_off) return {ErrorCode::kImage, Concat(name_, ": damaged JPEG: its data break off ", Progress())};
  return {ErrorCode::kImage, Concat(name_, ": damaged JPEG: ", errors_.message)};
}

Expected<Picture> Decompressor::Decode(const DecodeOptions& options) {
  if (!ReadHeader()) return std::unexpected(Damaged());
  if (auto fits = CheckSize(name_, info_.image_width, info_.image_height, options); !fits) {
    return std::unexpected(fits.error());
  }
  const auto left = BesideCoefficients(options);
  if (!left) return std::unexpected(left.error());
  ChooseOutput(*left);
  if (!Guarded(errors_, [this] { jpeg_calc_output_dimensions(&info_); })) return std::unexpected(Damaged());
  const int width = static_cast<int>(info_.output_width), height = static_cast<int>(info_.output_height);
  if (auto fits = CheckMemory(name_, width, height, *left); !fits) return std::unexpected(fits.error());
  const bool gray = info_.out_color_space == JCS_GRAYSCALE;
  Picture picture{Image(width, height, gray ? PixelFormat::kGray : PixelFormat::kRgb),
                  static_cast<int>(info_.image_width), static_cast<int>(info_.image_height), Orientation()};
  std::vector<JSAMPLE> cmyk_row(info_.out_color_space == JCS_CMYK ? std::size_t{4} * width : 0);
  if (!ReadRows(picture.image, cmyk_row.empty() ? nullptr : cmyk_row.data()) || IsCut()) {
    return std::unexpected(Damaged());
  }
  return picture;
}

}  // namespace

Expected<Picture> DecodeJpeg(Bytes bytes, const std::string& name, const DecodeOptions& options) {
  return Decompressor(bytes, name).Decode(options);
}

}  // namespace dsocr::image
