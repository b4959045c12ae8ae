// Perspective warp, normalise and lay out planar in one pass.
#pragma once

#include "dsocr/image.h"
#include "kernels/planar.h"

namespace dsocr::kernels {

// Row-major 3 x 3; maps homogeneous destination coordinates to source coordinates, both with pixel centres at +0.5.
struct Homography {
  double m[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
};

// dst(x, y) = bilinear sample of `src` at H (x + .5, y + .5), edges replicated. Where the map reduces, k x k
// sub-samples are averaged, k = the reduction along each axis at the destination's centre, rounded, at least 1 and at
// most 8. Columns from `dst.width` on are not touched.
void WarpToPlanar(const ImageView& src, const Homography& dst_to_src, const Normalization& normalization,
                  const PlanarF32& dst);

}  // namespace dsocr::kernels
