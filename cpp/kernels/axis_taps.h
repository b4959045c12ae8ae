// How one axis of a resize reads its source.
#pragma once

#include <vector>

namespace dsocr::kernels {

// Destination i = sum over k < taps of weights[i * taps + k] * source[first[i] + k]. Every first + taps lies
// within the source, so the loops need no edge cases: replicated edges are folded into the weights.
struct AxisTaps {
  int taps = 0;
  std::vector<int> first;
  std::vector<float> weights;
};

// Bilinear up to a reduction of 2, the mean of the covered source cell above. Both sizes at least 1.
AxisTaps MakeAxisTaps(int source_size, int destination_size);

}  // namespace dsocr::kernels
