// A line of text cut out of a picture, as the networks want to see it.
#pragma once

#include "dsocr/image.h"
#include "dsocr/page.h"
#include "kernels/planar.h"

namespace dsocr::recognize {

// The view must outlive the crop.
struct Crop {
  ImageView image;
  Quad quad;  // pixels of `image`
};

// The whole picture is one line.
Crop WholeImage(const ImageView& image);

// Columns that the crop takes when it is scaled to `height` rows, at least 1 and at most `max_width`.
int WidthAtHeight(const Crop& crop, float height, int max_width);

// Warps the crop into the first `width` columns of `out` and fills the rest with the networks' neutral 0.
void FillCrop(const Crop& crop, int width, const kernels::Normalization& normalization,
              const kernels::PlanarF32& out);

}  // namespace dsocr::recognize
