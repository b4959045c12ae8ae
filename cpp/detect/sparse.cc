#include "detect/sparse.h"

#include <algorithm>
#include <utility>

#include "detect/canvas.h"
#include "detect/look.h"
#include "detect/regions.h"
#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

// The share of a picture that small text may take for a coarse look to pay.
constexpr double kSparse = 0.3;

// Looks that only tell where text may be are easily content.
constexpr float kFaint = 0.05f;
constexpr float kFaintBox = 0.08f;

// Text that stands taller in the coarse look, in pixels of the network's input, is found there as well as at full size.
// Measured on street scenes of the training data: from 28 to 48 page F1 stays, but the boxes of words get looser.
constexpr float kTall = 48;

using Boxes = std::vector<Detection>;

DbOptions Faint(DbOptions options) {
  options.threshold = std::min(kFaint, options.threshold);
  options.box_threshold = std::min(kFaintBox, options.box_threshold);
  return options;
}

bool IsInside(const Point& p, const Quad& quad) {
  for (int i = 0; i < 4; ++i) {
    const Point& a = quad[i];
    const Point& b = quad[(i + 1) % 4];
    if ((b.x - a.x) * (p.y - a.y) < (b.y - a.y) * (p.x - a.x)) return false;
  }
  return true;
}

void EraseThoseInside(const Boxes& settled, Boxes& boxes) {
  std::erase_if(boxes, [&](const Detection& box) {
    const Point middle = geometry::BoundingBox(box.quad).center();
    return std::ranges::any_of(settled, [&](const Detection& s) { return IsInside(middle, s.quad); });
  });
}

void EraseSmall(Boxes& boxes, float height) {
  std::erase_if(boxes, [&](const Detection& box) { return geometry::Height(box.quad) < height; });
}

void EraseTall(Boxes& boxes, float height) {
  std::erase_if(boxes, [&](const Detection& box) { return geometry::Height(box.quad) >= height; });
}

}  // namespace

Expected<std::optional<Boxes>> DetectIfSparse(engine::Model& model, const DetectorOptions& options,
                                              const ImageView& image, const InputSize& full) {
  const int width = image.width, height = image.height;
  const auto look = [&](Canvas canvas) { return Look(model, options, image, std::move(canvas)); };
  const auto pixels_of = [&](const InputSize& size) { return static_cast<float>(width) / size.width; };

  const auto glance = Glance(width, height, full);
  if (!glance) return std::nullopt;
  const InputSize coarse = CoarseLook(width, height, full);
  const float tall = kTall * pixels_of(coarse);

  const auto glanced = look(WholeOn(*glance, width, height));
  if (!glanced) return std::unexpected(glanced.error());
  Boxes small = BoxesIn(*glanced, Faint(options.db));
  EraseTall(small, tall);
  if (WrittenShare(small, width, height) >= kSparse) return std::nullopt;

  const auto looked = look(WholeOn(coarse, width, height));
  if (!looked) return std::unexpected(looked.error());
  Boxes settled = BoxesIn(*looked, options.db);
  EraseSmall(settled, tall);
  Boxes doubtful = BoxesIn(*looked, Faint(options.db));
  EraseThoseInside(settled, doubtful);
  if (doubtful.empty()) return settled;

  const auto canvas = Packed(TextRegions(doubtful, width, height), full, width, height);
  if (!canvas) return std::nullopt;
  const auto seen = look(*canvas);
  if (!seen) return std::unexpected(seen.error());
  Boxes found = BoxesIn(*seen, options.db);
  EraseThoseInside(settled, found);
  settled.insert(settled.end(), found.begin(), found.end());
  return settled;
}

}  // namespace dsocr::detect
