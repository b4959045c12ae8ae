#include "pipeline/memory_plan.h"

#include <algorithm>

#include "base/strings.h"

namespace dsocr::pipeline {
namespace {

constexpr std::int64_t kMegabyte = 1'000'000;
// Measured on x86-64 in fp32, the hungriest of all, whose engine packs 16 channels: 121 bytes for each pixel of the
// detector's input from 320 x 320 to 1280 x 1280, 10 to 14 thousand for each column of the recogniser's; a seventh more
// for what a page full of text adds, and for the holes that readings of many sizes leave.
constexpr double kDetectorPixelBytes = 140;
constexpr double kColumnBytes = 14'000;
constexpr int kColumnStep = 32;
// The line classifier's workspace, 14 MB, and small change.
constexpr std::int64_t kLaneBytes = 20 * kMegabyte;
// Beside the networks' own: a photo decoded at 2000 x 1500, and the room to turn it upright.
constexpr std::int64_t kUsualPictureBytes = 2 * 2000 * 1500 * 3;
constexpr double kUsualPixels = 960 * 960;
constexpr double kLeastPixels = 320 * 320;

std::int64_t LaneFor(double detector_pixels) {
  return kLaneBytes + kUsualPictureBytes + static_cast<std::int64_t>(detector_pixels * kDetectorPixelBytes);
}

}  // namespace

double MemoryPlan::DetectorPixels(std::size_t picture_bytes) const {
  const std::int64_t left = lane_bytes - kLaneBytes - static_cast<std::int64_t>(picture_bytes);
  return std::max(static_cast<double>(left) / kDetectorPixelBytes, 0.0);
}

int MemoryPlan::LineWidth(int usual) const {
  if (!IsLimited()) return usual;
  const double columns = static_cast<double>(lane_bytes - kLaneBytes - kUsualPictureBytes) / kColumnBytes;
  return columns >= usual ? usual : static_cast<int>(columns) / kColumnStep * kColumnStep;
}

std::int64_t MemoryPlan::PictureBytes(int line_width) const {
  if (!IsLimited()) return 0;
  const double networks = std::max(kLeastPixels * kDetectorPixelBytes, line_width * kColumnBytes);
  return lane_bytes - kLaneBytes - static_cast<std::int64_t>(networks);
}

Expected<MemoryPlan> PlanMemory(std::int64_t limit, std::int64_t held, int threads) {
  if (limit == 0) return MemoryPlan{.threads = threads};
  const std::int64_t left = limit - held;
  if (threads > 1 && left / (threads + 1) >= LaneFor(kUsualPixels)) {
    return MemoryPlan{.threads = threads, .wide_detector = true, .lane_bytes = left / (threads + 1)};
  }
  while (threads > 1 && left / threads < LaneFor(kUsualPixels)) --threads;
  if (left / threads >= LaneFor(kLeastPixels)) {
    return MemoryPlan{.threads = threads, .wide_detector = false, .lane_bytes = left / threads};
  }
  return Fail(ErrorCode::kInvalidArgument,
              Concat("memory_limit_mb is ", limit / kMegabyte, "; this process holds ", held / kMegabyte,
                     " MB with the model, and reading takes at least ", LaneFor(kLeastPixels) / kMegabyte,
                     " MB more: expected at least ", (held + LaneFor(kLeastPixels)) / kMegabyte + 1));
}

}  // namespace dsocr::pipeline
