#include "detect/sparse.h"

#include "detect/canvas.h"
#include "detect/look.h"
#include "detect/regions.h"

namespace dsocr::detect {
namespace {

// The share of a picture that text may take for a coarse look to pay.
constexpr double kSparse = 0.4;

}  // namespace

Expected<std::optional<Boxes>> DetectIfSparse(engine::Model& model, const DetectorOptions& options,
                                              const ImageView& image, const InputSize& full) {
  const int width = image.width, height = image.height;
  const auto faint_boxes_at = [&](const InputSize& size) -> Expected<Boxes> {
    const auto seen = Look(model, options, image, WholeOn(size, width, height));
    if (!seen) return std::unexpected(seen.error());
    return FaintBoxesIn(*seen, options.db);
  };

  const auto glance = Glance(width, height, full);
  if (!glance) return std::nullopt;
  const auto glanced = faint_boxes_at(*glance);
  if (!glanced) return std::unexpected(glanced.error());
  if (WrittenShare(*glanced, width, height) >= kSparse) return std::nullopt;

  const auto looked = faint_boxes_at(CoarseLook(width, height, full));
  if (!looked) return std::unexpected(looked.error());
  if (looked->empty()) return std::nullopt;  // no text, or none that so coarse a look shows
  const auto canvas = Packed(TextRegions(*looked, width, height), full, width, height);
  if (!canvas) return std::nullopt;
  const auto seen = Look(model, options, image, *canvas);
  if (!seen) return std::unexpected(seen.error());
  return BoxesIn(*seen, options.db);
}

}  // namespace dsocr::detect
