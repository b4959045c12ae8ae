#include "kernels/axis_taps.h"

#include <algorithm>
#include <cmath>

namespace dsocr::kernels {
namespace {

AxisTaps Allocate(int taps, int destination_size) {
  AxisTaps axis;
  axis.taps = taps;
  axis.first.resize(destination_size);
  axis.weights.resize(static_cast<std::size_t>(destination_size) * taps);
  return axis;
}

AxisTaps Bilinear(int source_size, int destination_size, double reduction) {
  const int taps = std::min(2, source_size);
  AxisTaps axis = Allocate(taps, destination_size);
  for (int i = 0; i < destination_size; ++i) {
    const double position = std::clamp((i + 0.5) * reduction - 0.5, 0.0, source_size - 1.0);
    const int first = std::min(static_cast<int>(position), source_size - taps);
    const double fraction = position - first;
    axis.first[i] = first;
    float* weights = &axis.weights[static_cast<std::size_t>(i) * taps];
    weights[0] = taps == 1 ? 1.f : static_cast<float>(1 - fraction);
    if (taps == 2) weights[1] = static_cast<float>(fraction);
  }
  return axis;
}

AxisTaps Area(int source_size, int destination_size, double reduction) {
  const int taps = std::min(static_cast<int>(std::ceil(reduction)) + 1, source_size);
  AxisTaps axis = Allocate(taps, destination_size);
  for (int i = 0; i < destination_size; ++i) {
    const double begin = i * reduction;
    const double end = std::min(begin + reduction, static_cast<double>(source_size));
    const int first = std::min(static_cast<int>(begin), source_size - taps);
    axis.first[i] = first;
    for (int k = 0; k < taps; ++k) {
      const double covered = std::min(end, first + k + 1.0) - std::max(begin, first + k + 0.0);
      axis.weights[static_cast<std::size_t>(i) * taps + k] = static_cast<float>(std::max(0.0, covered) / (end - begin));
    }
  }
  return axis;
}

}  // namespace

AxisTaps MakeAxisTaps(int source_size, int destination_size) {
  const double reduction = static_cast<double>(source_size) / destination_size;
  return reduction > 2 ? Area(source_size, destination_size, reduction)
                       : Bilinear(source_size, destination_size, reduction);
}

}  // namespace dsocr::kernels
