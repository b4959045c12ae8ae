#include "kernels/plane_rows.h"

namespace dsocr::kernels {

PlaneRows MakePlaneRows(const Normalization& normalization, PixelFormat format, const PlanarF32& dst, int y,
                        float value_scale) {
  const bool source_is_bgr = format == PixelFormat::kBgr || format == PixelFormat::kBgra;
  const bool swap = format != PixelFormat::kGray && source_is_bgr != normalization.bgr;
  PlaneRows rows;
  for (int channel = 0; channel < 3; ++channel) {
    const int plane = swap ? 2 - channel : channel;
    rows.plane[channel] = dst.row(plane, y);
    rows.scale[channel] = normalization.scale[plane] * value_scale;
    rows.bias[channel] = normalization.bias[plane];
  }
  return rows;
}

}  // namespace dsocr::kernels
