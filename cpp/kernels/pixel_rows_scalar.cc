#include "kernels/pixel_rows.h"

namespace dsocr::kernels {

void NormalizePixelsScalar(const float* pixels, int count, int channels, const PlaneRows& out) {
  for (int c = 0; c < 3; ++c) {
    const float* values = pixels + (channels == 1 ? 0 : c);
    for (int x = 0; x < count; ++x) out.plane[c][x] = values[4 * x] * out.scale[c] + out.bias[c];
  }
}

}  // namespace dsocr::kernels
