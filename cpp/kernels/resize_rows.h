// The two inner loops of the resize: down a column of rows, then along one row.
#pragma once

#include <cstdint>

#include "kernels/pixel_rows.h"

namespace dsocr::kernels {

// out[i] = sum over k < taps of weights[k] * rows[k][i], for i < count.
using BlendRows = void(const std::uint8_t* const* rows, const float* weights, int taps, int count, float* out);

// For each of `count` destination columns x: the first source column, and `taps` weights at [x * taps].
struct ColumnTaps {
  const int* first;
  const float* weights;
  int taps;
  int count;
};

// `row`: interleaved f32 pixels of 1, 3 or 4 channels (a fourth is ignored), readable for three floats beyond
// the last pixel.
using SampleColumns = void(const float* row, int channels, const ColumnTaps& columns, const PlaneRows& out);

BlendRows BlendRowsScalar, BlendRowsNeon, BlendRowsAvx2;
SampleColumns SampleColumnsScalar, SampleColumnsNeon, SampleColumnsAvx2;

}  // namespace dsocr::kernels
