#include "kernels/resize_rows.h"

namespace dsocr::kernels {
namespace {

template <int kChannels, int kStep>
void Sample(const float* row, const ColumnTaps& columns, const PlaneRows& out) {
  const float* weights = columns.weights;
  for (int x = 0; x < columns.count; ++x, weights += columns.taps) {
    const float* pixel = row + static_cast<long>(columns.first[x]) * kStep;
    float sum[kChannels] = {};
    for (int k = 0; k < columns.taps; ++k, pixel += kStep) {
      for (int c = 0; c < kChannels; ++c) sum[c] += weights[k] * pixel[c];
    }
    for (int c = 0; c < 3; ++c) out.plane[c][x] = sum[kChannels == 3 ? c : 0] * out.scale[c] + out.bias[c];
  }
}

}  // namespace

void BlendRowsScalar(const std::uint8_t* const* rows, const float* weights, int taps, int count, float* out) {
  for (int i = 0; i < count; ++i) out[i] = weights[0] * rows[0][i];
  for (int k = 1; k < taps; ++k) {
    const std::uint8_t* row = rows[k];
    const float weight = weights[k];
    for (int i = 0; i < count; ++i) out[i] += weight * row[i];
  }
}

void SampleColumnsScalar(const float* row, int channels, const ColumnTaps& columns, const PlaneRows& out) {
  switch (channels) {
    case 1: return Sample<1, 1>(row, columns, out);
    case 3: return Sample<3, 3>(row, columns, out);
    case 4: return Sample<3, 4>(row, columns, out);
  }
}

}  // namespace dsocr::kernels
