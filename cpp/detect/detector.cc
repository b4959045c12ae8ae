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

}  // namespace

Expected<std::vector<Detection>> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                                        int max_side) {
  const InputSize full =
      ChooseInputSize(image.width, image.height, {.min_short_side = options.min_short_side, .max_side = max_side});
  const auto detect = [&](const InputSize& size) { return DetectAt(size, model, options, image); };
  if (const auto look = FirstLook(image.width, image.height, full)) {
    const auto seen = detect(*look);
    if (!seen) return seen;
    return detect(SizeForText(image.width, image.height, full, TextHeights(*seen, *look, image)));
  }
  auto sparse = DetectIfSparse(model, options, image, full);
  if (!sparse) return std::unexpected(sparse.error());
  auto detections = *sparse ? **std::move(sparse) : detect(full);
  if (!detections || max_side > 0) return detections;
  const auto finer = SecondLook(image.width, image.height, full, TextHeights(*detections, full, image));
  return finer ? detect(*finer) : std::move(detections);
}

}  // namespace dsocr::detect
