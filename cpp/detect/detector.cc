#include "detect/detector.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "detect/canvas.h"
#include "detect/input_size.h"
#include "detect/look.h"
#include "detect/sparse.h"
#include "detect/tiles.h"
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

Expected<std::vector<Detection>> DetectWhole(engine::Model& model, const DetectorOptions& options,
                                             const ImageView& image, int max_side) {
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

// Each tile is a picture of its own, seen at the size that its text needs.
Expected<std::vector<Detection>> DetectInTiles(engine::Model& model, const DetectorOptions& options,
                                               const ImageView& image, const std::vector<Area>& tiles) {
  std::vector<std::vector<Detection>> found;
  for (const Area& tile : tiles) {
    auto boxes = DetectWhole(model, options, PartOf(image, tile), 0);
    if (!boxes) return boxes;
    for (Detection& box : *boxes) {
      box.quad = geometry::Moved(box.quad, static_cast<float>(tile.left), static_cast<float>(tile.top));
    }
    found.push_back(*std::move(boxes));
  }
  return JoinedAtSeams(found);
}

}  // namespace

Expected<std::vector<Detection>> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                                        int max_side) {
  const std::vector<Area> tiles = Tiles(image.width, image.height);
  if (max_side > 0 || tiles.size() == 1) return DetectWhole(model, options, image, max_side);
  return DetectInTiles(model, options, image, tiles);
}

}  // namespace dsocr::detect
