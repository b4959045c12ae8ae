#include "pipeline/checks.h"

#include <algorithm>
#include <cstdint>

#include "base/strings.h"
#include "image/limits.h"

namespace dsocr::pipeline {
namespace {

template <typename Value, typename... Expectation>
std::unexpected<Error> Refused(const char* option, Value found, const Expectation&... expected) {
  return Fail(ErrorCode::kInvalidArgument, Concat(option, " is ", found, "; expected ", expected...));
}

// False for NaN.
bool IsWithin(float value, float low, float high) { return value >= low && value <= high; }

}  // namespace

Expected<void> CheckOptions(const ReaderOptions& options) {
  if (options.threads < kBigCores || options.threads > kMostThreads) {
    return Refused("threads", options.threads, "0 (automatic) to ", kMostThreads, ", or ", kBigCores, " (big cores)");
  }
  if (options.memory_limit_mb < 0) {
    return Refused("memory_limit_mb", options.memory_limit_mb, "0 (no limit) or more");
  }
  return {};
}

Expected<void> CheckOptions(const ReadOptions& options) {
  const float box_threshold = options.box_threshold.value_or(0), unclip_ratio = options.unclip_ratio.value_or(0);
  if (!IsWithin(options.min_confidence, 0, 1)) return Refused("min_confidence", options.min_confidence, "0 to 1");
  if (options.max_side < 0) return Refused("max_side", options.max_side, "0 (no limit) or more");
  if (options.budget_ms < 0) return Refused("budget_ms", options.budget_ms, "0 (no limit) or more");
  if (options.max_pixels < 1) return Refused("max_pixels", options.max_pixels, "1 or more");
  if (!IsWithin(box_threshold, 0, 1)) return Refused("box_threshold", box_threshold, "0 to 1");
  if (!IsWithin(unclip_ratio, 0, 10)) return Refused("unclip_ratio", unclip_ratio, "0 to 10");
  return {};
}

Expected<void> CheckView(const ImageView& image, const std::string& name, const ReadOptions& options) {
  if (image.empty()) {
    return Fail(ErrorCode::kImage, Concat(name, ": ", image.width, " x ", image.height,
                                          " pixels; expected at least 1 x 1"));
  }
  if (std::max(image.width, image.height) > image::kLongestSide) {
    return Fail(ErrorCode::kImage, Concat(name, ": ", image.width, " x ", image.height, " pixels; expected at most ",
                                          image::kLongestSide, " a side"));
  }
  const std::int64_t pixels = static_cast<std::int64_t>(image.width) * image.height;
  if (pixels > options.max_pixels) {
    return Fail(ErrorCode::kImage, Concat(name, ": ", image.width, " x ", image.height, " is ", pixels,
                                          " pixels; expected at most ", options.max_pixels));
  }
  return {};
}

}  // namespace dsocr::pipeline
