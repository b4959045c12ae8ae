#include "recognize/crop.h"

#include <algorithm>
#include <cmath>

#include "base/copies.h"
#include "geometry/quad.h"
#include "kernels/warp.h"

namespace dsocr::recognize {

Crop WholeImage(const ImageView& image) {
  const auto w = static_cast<float>(image.width), h = static_cast<float>(image.height);
  return {image, {{{0, 0}, {w, 0}, {w, h}, {0, h}}}};
}

int WidthAtHeight(const Crop& crop, float height, int max_width) {
  const float aspect = geometry::Width(crop.quad) / std::max(geometry::Height(crop.quad), 1.f);
  const float columns = std::ceil(aspect * height);
  // Compared as floats: of a picture one pixel high there may be more columns than an int holds.
  return columns < static_cast<float>(max_width) ? std::max(static_cast<int>(columns), 1) : max_width;
}

void FillCrop(const Crop& crop, int width, const kernels::Normalization& normalization,
              const kernels::PlanarF32& out) {
  kernels::PlanarF32 part = out;
  part.width = width;
  kernels::Homography map;
  const auto matrix = geometry::RectToQuad(static_cast<float>(width), static_cast<float>(out.height), crop.quad);
  std::copy(matrix.begin(), matrix.end(), map.m);
  kernels::WarpToPlanar(crop.image, map, normalization, part);
  for (int c = 0; c < 3; ++c) {
    for (int y = 0; y < out.height; ++y) std::fill(out.row(c, y) + width, out.row(c, y) + out.width, 0.f);
  }
  CountCopy(Copy::kWarp, sizeof(float) * 3 * out.height * out.width);
}

}  // namespace dsocr::recognize
