#include "kernels/threshold_mask.h"

namespace dsocr::kernels {

void ThresholdMaskScalar(const float* values, std::size_t count, float threshold, std::uint8_t* mask) {
  for (std::size_t i = 0; i < count; ++i) mask[i] = values[i] > threshold ? 1 : 0;
}

}  // namespace dsocr::kernels
