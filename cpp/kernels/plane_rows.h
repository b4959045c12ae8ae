// Which plane a channel goes to, and with which factors.
#pragma once

#include "dsocr/image.h"
#include "kernels/pixel_rows.h"
#include "kernels/planar.h"

namespace dsocr::kernels {

// Row `y` of `dst` as the row kernels want it; `value_scale` multiplies the channel before normalisation.
PlaneRows MakePlaneRows(const Normalization& normalization, PixelFormat format, const PlanarF32& dst, int y,
                        float value_scale = 1.f);

}  // namespace dsocr::kernels
