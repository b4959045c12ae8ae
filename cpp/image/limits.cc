#include "image/limits.h"

#include "base/strings.h"

namespace dsocr::image {

Expected<void> CheckSize(const std::string& name, std::int64_t width, std::int64_t height,
                         const DecodeOptions& options) {
  const std::string size = Concat(name, ": has ", width, " x ", height, " pixels");
  if (width < 1 || height < 1) return Fail(ErrorCode::kImage, size + ", expected at least 1 x 1");
  if (width > kLongestSide || height > kLongestSide) {
    return Fail(ErrorCode::kImage, Concat(size, ", expected at most ", kLongestSide, " a side"));
  }
  if (width * height > options.max_pixels) {
    return Fail(ErrorCode::kImage, Concat(size, ", expected at most ", options.max_pixels, " in all (max_pixels)"));
  }
  return {};
}

bool FitsMemory(std::int64_t width, std::int64_t height, const DecodeOptions& options, int pixel_bytes) {
  return options.max_bytes <= 0 || width * height * pixel_bytes <= options.max_bytes;
}

Expected<void> CheckMemory(const std::string& name, std::int64_t width, std::int64_t height,
                           const DecodeOptions& options, int pixel_bytes) {
  if (FitsMemory(width, height, options, pixel_bytes)) return {};
  return Fail(ErrorCode::kImage, Concat(name, ": ", width, " x ", height, " pixels take ",
                                        width * height * pixel_bytes >> 20, " MiB of memory, expected at most ",
                                        options.max_bytes >> 20, " MiB (memory_limit_mb)"));
}

}  // namespace dsocr::image
