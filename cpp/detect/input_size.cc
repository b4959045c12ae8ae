#include "detect/input_size.h"

#include <algorithm>
#include <cmath>

namespace dsocr::detect {
namespace {

constexpr int kStep = 32;  // the network halves its input five times
constexpr double kStripAspect = 8;
constexpr int kMinHeight = 30;
constexpr double kMaxEnlargedSide = 4000;

int RoundToStep(double length) { return std::max(kStep, static_cast<int>(std::lround(length / kStep)) * kStep); }

// Height of the canvas in source pixels.
double CanvasHeight(int width, int height) {
  if (height > kMinHeight && width <= kStripAspect * height) return height;
  return std::max<double>(height, 2 * std::max<double>(width / kStripAspect, kMinHeight));
}

double ChooseScale(double width, double height, const SizeLimits& limits) {
  const double shorter = std::min(width, height), longer = std::max(width, height);
  double scale = std::min(1.0, limits.max_long_side / longer);
  if (shorter * scale < limits.min_short_side) scale = limits.min_short_side / shorter;
  // Enlarging for the shorter side must not make a long receipt grow without bound.
  scale = std::min(scale, kMaxEnlargedSide / longer);
  if (limits.max_side > 0) scale = std::min(scale, limits.max_side / longer);
  return scale;
}

}  // namespace

InputSize ChooseInputSize(int width, int height, const SizeLimits& limits) {
  const double canvas = CanvasHeight(width, height);
  const double scale = ChooseScale(width, canvas, limits);
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

}  // namespace dsocr::detect
