#include "detect/canvas.h"

#include <algorithm>
#include <cstddef>

#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

bool Contains(const Area& area, const Point& p) {
  return p.x >= area.left && p.y >= area.top && p.x < area.left + area.width && p.y < area.top + area.height;
}

}  // namespace

ImageView PartOf(ImageView image, const Area& area) {
  image.data = image.row(area.top) + static_cast<std::ptrdiff_t>(area.left) * image.channels();
  image.width = area.width;
  image.height = area.height;
  return image;
}

Canvas WholeOn(const InputSize& size, int picture_width, int picture_height) {
  const Area picture{0, 0, picture_width, picture_height};
  return {size.canvas_width, size.canvas_height, {{picture, picture, {0, size.top, size.width, size.height}}}};
}

Quad InPicture(const Quad& quad, const Canvas& canvas) {
  const Point middle = geometry::BoundingBox(quad).center();
  const auto found = std::ranges::find_if(canvas.placements, [&](const auto& p) { return Contains(p.at, middle); });
  if (found == canvas.placements.end()) return {};
  const auto& [core, part, at] = *found;
  const float x_factor = static_cast<float>(part.width) / static_cast<float>(at.width);
  const float y_factor = static_cast<float>(part.height) / static_cast<float>(at.height);
  Quad inside = quad;
  inside = geometry::Moved(inside, -static_cast<float>(at.left), -static_cast<float>(at.top));
  inside = geometry::Scaled(inside, x_factor, y_factor);
  inside = geometry::ClippedTo(inside, static_cast<float>(part.width), static_cast<float>(part.height));
  inside = geometry::Moved(inside, static_cast<float>(part.left), static_cast<float>(part.top));
  if (!Contains(core, geometry::BoundingBox(inside).center())) return {};
  return inside;
}

}  // namespace dsocr::detect
