// Back ends of ThresholdMask; the contract stands in threshold.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dsocr::kernels {

using ThresholdMaskFunction = void(const float* values, std::size_t count, float threshold, std::uint8_t* mask);
ThresholdMaskFunction ThresholdMaskScalar, ThresholdMaskNeon, ThresholdMaskAvx2;

}  // namespace dsocr::kernels
