#include <algorithm>
#include <new>

#include "base/file.h"
#include "base/strings.h"
#include "dsocr/image.h"
#include "image/codecs.h"

namespace dsocr {
namespace {

std::string LowerCaseEnding(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  std::string ending = dot == std::string::npos ? "" : path.substr(dot + 1);
  std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return ending;
}

}  // namespace

Expected<std::vector<std::uint8_t>> EncodeImage(const ImageView& image, const std::string& format, int jpeg_quality) {
  if (image.empty()) return Fail(ErrorCode::kInvalidArgument, "the picture to encode is empty, expected at least 1 x 1");
  if (jpeg_quality < 1 || jpeg_quality > 100) {
    return Fail(ErrorCode::kInvalidArgument, Concat("jpeg_quality is ", jpeg_quality, ", expected 1 to 100"));
  }
  try {
    if (format == "png") return image::EncodePng(image);
    if (format == "jpeg") return image::EncodeJpeg(image, jpeg_quality);
  } catch (const std::bad_alloc&) {
    return Fail(ErrorCode::kInternal, "not enough memory to encode the picture");
  }
  return Fail(ErrorCode::kInvalidArgument, Concat("image format '", format, "' is unknown, expected 'png' or 'jpeg'"));
}

Expected<void> WriteImageFile(const std::string& path, const ImageView& image, int jpeg_quality) {
  const std::string ending = LowerCaseEnding(path);
  if (ending != "png" && ending != "jpg" && ending != "jpeg") {
    return Fail(ErrorCode::kInvalidArgument, path + ": ends in '" + ending + "', expected .png, .jpg or .jpeg");
  }
  const auto bytes = EncodeImage(image, ending == "png" ? "png" : "jpeg", jpeg_quality);
  if (!bytes) return std::unexpected(bytes.error());
  return WriteFileAtomically(path, *bytes);
}

}  // namespace dsocr
