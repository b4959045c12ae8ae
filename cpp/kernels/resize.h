// Resize, normalise and lay out planar in one pass.
#pragma once

#include "dsocr/image.h"
#include "kernels/planar.h"

namespace dsocr::kernels {

// Fills `dst` with `src` scaled to dst.width x dst.height.
// Pixel centres at +0.5, edges replicated: bilinear (as OpenCV's INTER_LINEAR) up to a reduction of 2, above
// that each axis averages the source cell that a destination pixel covers (as INTER_AREA), so nothing aliases.
// Interpolated values are not rounded to bytes: against OpenCV's u8 result within 1 level, against the scalar
// twin within 1e-5 of the normalised range. Both pictures must not be empty.
void ResizeToPlanar(const ImageView& src, const Normalization& normalization, const PlanarF32& dst);

}  // namespace dsocr::kernels
