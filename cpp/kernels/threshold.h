// A probability (or logit) map to a mask.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dsocr::kernels {

// mask[i] = values[i] > threshold ? 1 : 0 for i < count. Bit-exact over all back ends; NaN gives 0.
void ThresholdMask(const float* values, std::size_t count, float threshold, std::uint8_t* mask);

}  // namespace dsocr::kernels
