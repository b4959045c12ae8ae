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
  const auto look_at = [&](const InputSize& size) { return Look(model, options, image, WholeOn(size, width, height)); };

  const auto glance = Glance(width, height, full);
  if (!glance) return std::nullopt;
  const auto glanced = look_at(*glance);
  if (!glanced) return std::unexpected(glanced.error());
  if (WrittenShare(FaintBoxesIn(*glanced, options.db), width, height) >= kSparse) return std::nullopt;

  const auto coarse = look_at(CoarseLook(width, height, full));
  if (!coarse) return std::unexpected(coarse.error());
  const Boxes faint = FaintBoxesIn(*coarse, options.db);
  if (faint.empty()) return std::nullopt;  // no text, or none that so coarse a look shows
  const Boxes coarsely_found = BoxesIn(*coarse, options.db);
  const auto canvas = Packed(TextRegions(faint, width, height), full, width, height);
  if (!canvas) return std::nullopt;
  const auto seen = Look(model, options, image, *canvas);
  if (!seen) return std::unexpected(seen.error());
  return WithMissed(BoxesIn(*seen, options.db), coarsely_found);
}

}  // namespace dsocr::detect
