#include "detect/detector.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "detect/canvas.h"
#include "detect/input_size.h"
#include "detect/look.h"
#include "detect/sparse.h"
#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

// At the low resolution of the first look, boxes are about one pixel too large on each side.
constexpr float kLookBorder = 2;

// In pixels of the picture, without the border.
std::vector<float> TextHeights(const std::vector<Detection>& detections, const InputSize& size,
                               const ImageView& image) {
  std::vector<float> heights;
  const float pixel = static_cast<float>(image.width) / static_cast<float>(size.width);
  for (const Detection& detection : detections) {
    heights.push_back(std::max(geometry::Height(detection.quad) - kLookBorder * pixel, pixel));
  }
  return heights;
}

Expected<std::vector<Detection>> DetectAt(const InputSize& size, engine::Model& model, const DetectorOptions& options,
                                          const ImageView& image) {
  const auto seen = Look(model, options, image, WholeOn(size, image.width, image.height));
  if (!seen) return std::unexpected(seen.error());
  return BoxesIn(*seen, options.db);
}

int LongerSide(const InputSize& size) { return std::max(size.canvas_width, size.canvas_height); }

void Note(Sides* sides, const InputSize& used, const InputSize& wanted) {
  if (sides != nullptr) *sides = {LongerSide(used), LongerSide(wanted)};
}

}  // namespace

Expected<std::vector<Detection>> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                                        int max_side, Sides* sides) {
  SizeLimits limits{.min_short_side = options.min_short_side};
  const InputSize usual = ChooseInputSize(image.width, image.height, limits);
  limits.max_side = max_side;
  const InputSize full = ChooseInputSize(image.width, image.height, limits);
  const auto detect = [&](const InputSize& size) { return DetectAt(size, model, options, image); };
  if (const auto look = FirstLook(image.width, image.height, full)) {
    const auto seen = detect(*look);
    if (!seen) return seen;
    const std::vector<float> heights = TextHeights(*seen, *look, image);
    const InputSize size = SizeForText(image.width, image.height, full, heights);
    Note(sides, size, SizeForText(image.width, image.height, usual, heights));
    return detect(size);
  }
  auto sparse = DetectIfSparse(model, options, image, full);
  if (!sparse) return std::unexpected(sparse.error());
  auto detections = *sparse ? **std::move(sparse) : detect(full);
  if (!detections) return detections;
  const auto finer = SecondLook(image.width, image.height, usual, TextHeights(*detections, full, image));
  const bool looks_again = finer && max_side == 0;
  Note(sides, looks_again ? *finer : full, finer.value_or(usual));
  return looks_again ? detect(*finer) : std::move(detections);
}

}  // namespace dsocr::detect
