#include "kernels/threshold.h"

#include "kernels/backend.h"

namespace dsocr::kernels {

void ThresholdMask(const float* values, std::size_t count, float threshold, std::uint8_t* mask) {
  ActiveTable().threshold_mask(values, count, threshold, mask);
}

}  // namespace dsocr::kernels
