#include "detect/input_size.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace dsocr::detect {
namespace {

constexpr double kStripAspect = 8;
constexpr int kMinHeight = 30;
constexpr double kMostEnlargement = 4;  // beyond it letters only get blurred
constexpr double kMaxEnlargedSide = 4000;
constexpr double kMaxSecondSide = 2000;  // the longer side of a reduced picture that is looked at again
constexpr double kLookAtEnlarged = 1.9;  // a picture enlarged by less is not worth a look of its own
constexpr double kLookReduction = 2.5;   // each side, from the full size: the look costs at most 1/6.25 of it
constexpr double kLookEnlargement = 1.5; // from the picture: enough to tell how tall text is
constexpr double kGlance = 0.2;          // of the full size, each side
constexpr double kCoarseLook = 0.6;
constexpr double kWorthGlancing = 7e5;   // pixels of the full size
constexpr double kNearlyAll = 0.9;       // of the picture's own size; text in a picture reduced further may be too small
// Heights of text, in pixels of the network's input.
constexpr double kWantedWhenEnlarged = 64;  // smaller, and neighbours in a row run together
constexpr double kSmall = 14;               // letters that the network begins to miss
constexpr double kWantedWhenReduced = 24;

// Halves go to the even step, as in RapidOCR.
int RoundToStep(double length) {
  return std::max(kInputStep, static_cast<int>(std::nearbyint(length / kInputStep)) * kInputStep);
}

// Height of the canvas in source pixels.
double CanvasHeight(int width, int height) {
  if (height > kMinHeight && width <= kStripAspect * height) return height;
  return std::max<double>(height, 2 * std::max<double>(width / kStripAspect, kMinHeight));
}

double ChooseScale(double width, double height, const SizeLimits& limits) {
  const double shorter = std::min(width, height), longer = std::max(width, height);
  double scale = std::min(1.0, limits.max_long_side / longer);
  if (shorter * scale < limits.min_short_side) scale = std::min(limits.min_short_side / shorter, kMostEnlargement);
  // Enlarging for the shorter side must not make a long receipt grow without bound.
  scale = std::min(scale, kMaxEnlargedSide / longer);
  if (limits.max_side > 0) scale = std::min(scale, limits.max_side / kInputStep * kInputStep / longer);
  return scale;
}

InputSize SizeAt(int width, int height, double scale) {
  const double canvas = CanvasHeight(width, height);
  InputSize size;
  size.canvas_width = size.width = RoundToStep(width * scale);
  size.canvas_height = RoundToStep(canvas * scale);
  if (canvas == height) {
    size.height = size.canvas_height;
  } else {
    size.height = std::clamp(static_cast<int>(std::lround(height * scale)), 1, size.canvas_height);
    size.top = (size.canvas_height - size.height) / 2;
  }
  return size;
}

// Of the longer side: the shorter one may have been widened to one step.
double ScaleOf(const InputSize& size, int width, int height) {
  return width >= height ? static_cast<double>(size.width) / width : static_cast<double>(size.height) / height;
}

// The height that a fifth of the lines do not reach.
float SmallerLines(std::vector<float> heights) {
  const auto rank = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 5);
  std::nth_element(heights.begin(), rank, heights.end());
  return *rank;
}

}  // namespace

InputSize ChooseInputSize(int width, int height, const SizeLimits& limits) {
  return SizeAt(width, height, ChooseScale(width, CanvasHeight(width, height), limits));
}

std::optional<InputSize> FirstLook(int width, int height, const InputSize& full) {
  const double scale = ScaleOf(full, width, height);
  if (scale < kLookAtEnlarged) return std::nullopt;
  return SizeAt(width, height, std::min(scale / kLookReduction, kLookEnlargement));
}

std::optional<InputSize> Glance(int width, int height, const InputSize& full) {
  const double scale = ScaleOf(full, width, height);
  if (scale < kNearlyAll || static_cast<double>(full.width) * full.height < kWorthGlancing) return std::nullopt;
  return SizeAt(width, height, kGlance * scale);
}

InputSize CoarseLook(int width, int height, const InputSize& full) {
  return SizeAt(width, height, kCoarseLook * ScaleOf(full, width, height));
}

InputSize SizeForText(int width, int height, const InputSize& full, std::vector<float> line_heights) {
  if (line_heights.empty()) return full;
  const double wanted = kWantedWhenEnlarged / SmallerLines(std::move(line_heights));
  return wanted < ScaleOf(full, width, height) ? SizeAt(width, height, wanted) : full;
}

std::optional<InputSize> SecondLook(int width, int height, const InputSize& full, std::vector<float> line_heights,
                                    const SizeLimits& limits) {
  const double scale = ScaleOf(full, width, height);
  if (scale >= 1 || limits.max_side > 0 || line_heights.empty()) return std::nullopt;
  const double text = SmallerLines(std::move(line_heights));
  if (text * scale >= kSmall) return std::nullopt;
  const double finest = std::min(1.0, kMaxSecondSide / std::max(width, height));
  const double wanted = std::min(finest, kWantedWhenReduced / text);
  if (wanted <= scale) return std::nullopt;
  return SizeAt(width, height, wanted);
}

}  // namespace dsocr::detect
