#include "detect/detector.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "detect/canvas.h"
#include "detect/input_size.h"
#include "detect/look.h"
#include "detect/regions.h"
#include "detect/sparse.h"
#include "detect/tiles.h"
#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

// At the low resolution of the first look, boxes are about one pixel too large on each side.
constexpr float kLookBorder = 2;

// In pixels of the picture, without the border.
std::vector<float> TextHeights(const Boxes& boxes, const InputSize& size, const ImageView& image) {
  std::vector<float> heights;
  const float pixel = static_cast<float>(image.width) / static_cast<float>(size.width);
  for (const Detection& box : boxes) {
    heights.push_back(std::max(geometry::Height(box.quad) - kLookBorder * pixel, pixel));
  }
  return heights;
}

// The parts with text at `finer`, or all of it where text is nearly everywhere. `boxes` as well as the faint ones: what
// is faint may join them to something so large and thin that it is no box.
Canvas Finer(const Boxes& boxes, Boxes faint, const InputSize& finer, const ImageView& image) {
  faint.insert(faint.end(), boxes.begin(), boxes.end());
  auto packed = Packed(TextRegions(faint, image.width, image.height), finer, image.width, image.height);
  return packed ? *std::move(packed) : WholeOn(finer, image.width, image.height);
}

int LongerSide(const InputSize& size) { return std::max(size.canvas_width, size.canvas_height); }

Sides SidesOf(const InputSize& used, const InputSize& wanted) { return {LongerSide(used), LongerSide(wanted)}; }

Expected<Boxes> DetectWhole(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                            int max_side, Sides& sides) {
  const int width = image.width, height = image.height;
  const SizeLimits limits{.min_short_side = options.min_short_side, .max_side = max_side};
  const InputSize full = ChooseInputSize(width, height, limits);
  const InputSize usual = ChooseInputSize(width, height, {.min_short_side = options.min_short_side});
  sides = SidesOf(full, usual);
  const auto look = [&](Canvas canvas) { return Look(model, options, image, std::move(canvas)); };
  const auto boxes_in = [&](const Expected<Seen>& seen) -> Expected<Boxes> {
    if (!seen) return std::unexpected(seen.error());
    return BoxesIn(*seen, options.db);
  };

  if (const auto small = FirstLook(width, height, full)) {
    const auto boxes = boxes_in(look(WholeOn(*small, width, height)));
    if (!boxes) return boxes;
    const std::vector<float> heights = TextHeights(*boxes, *small, image);
    const InputSize size = SizeForText(width, height, full, heights);
    sides = SidesOf(size, SizeForText(width, height, usual, heights));
    return boxes_in(look(WholeOn(size, width, height)));
  }
  auto sparse = DetectIfSparse(model, options, image, full);
  if (!sparse) return std::unexpected(sparse.error());
  if (*sparse) return **std::move(sparse);

  const auto seen = look(WholeOn(full, width, height));
  auto boxes = boxes_in(seen);
  if (!boxes) return boxes;
  const std::vector<float> heights = TextHeights(*boxes, full, image);
  const auto finer = SecondLook(width, height, full, heights, limits);
  sides = SidesOf(finer.value_or(full), SecondLook(width, height, usual, heights).value_or(usual));
  if (!finer) return boxes;
  auto closely = boxes_in(look(Finer(*boxes, FaintBoxesIn(*seen, options.db), *finer, image)));
  return closely ? WithMissed(*closely, *boxes) : std::move(closely);
}

// Each tile is a picture of its own, seen at the size that its text needs.
Expected<Boxes> DetectInTiles(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                              const std::vector<Area>& tiles, int max_side) {
  std::vector<Boxes> found;
  for (const Area& tile : tiles) {
    Sides of_tile;
    const int side = SideOfTile(max_side, tile, image.width, image.height);
    auto boxes = DetectWhole(model, options, PartOf(image, tile), side, of_tile);
    if (!boxes) return boxes;
    for (Detection& box : *boxes) {
      box.quad = geometry::Moved(box.quad, static_cast<float>(tile.left), static_cast<float>(tile.top));
    }
    found.push_back(*std::move(boxes));
  }
  return JoinedAtSeams(found);
}

}  // namespace

Expected<Boxes> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image, int max_side,
                       Sides* sides) {
  const std::vector<Area> tiles = Tiles(image.width, image.height, max_side);
  Sides seen;
  auto boxes = tiles.size() > 1 ? DetectInTiles(model, options, image, tiles, max_side)
                                : DetectWhole(model, options, image, max_side, seen);
  if (const auto usual = Tiles(image.width, image.height); usual.size() > 1) {
    seen.wanted = LongerSideInTiles(usual.front(), image.width, image.height, options.min_short_side);
  }
  if (tiles.size() > 1) seen.used = max_side == 0 ? seen.wanted : std::min(max_side, seen.wanted);
  if (sides != nullptr) *sides = seen;
  return boxes;
}

}  // namespace dsocr::detect
