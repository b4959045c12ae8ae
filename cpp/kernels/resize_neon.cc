#include <algorithm>

#include "kernels/resize_rows.h"
#include "kernels/vectors_neon.h"

namespace dsocr::kernels {
namespace {

float32x4_t ToFloat(uint16x4_t values) { return vcvtq_f32_u32(vmovl_u16(values)); }

// The weighted sum of 16 bytes of every row. kTaps: how many rows, so that the loop is written out; 0: ask `taps`.
template <int kTaps>
void BlendSixteen(const std::uint8_t* const* rows, const float* weights, int taps, int i, float* out) {
  float32x4_t sum[4] = {};
  for (int k = 0; k < (kTaps > 0 ? kTaps : taps); ++k) {
    const uint8x16_t bytes = vld1q_u8(rows[k] + i);
    const uint16x8_t low = vmovl_u8(vget_low_u8(bytes)), high = vmovl_high_u8(bytes);
    sum[0] = vfmaq_n_f32(sum[0], ToFloat(vget_low_u16(low)), weights[k]);
    sum[1] = vfmaq_n_f32(sum[1], ToFloat(vget_high_u16(low)), weights[k]);
    sum[2] = vfmaq_n_f32(sum[2], ToFloat(vget_low_u16(high)), weights[k]);
    sum[3] = vfmaq_n_f32(sum[3], ToFloat(vget_high_u16(high)), weights[k]);
  }
  for (int j = 0; j < 4; ++j) vst1q_f32(out + i + 4 * j, sum[j]);
}

template <int kTaps>
void BlendAll(const std::uint8_t* const* rows, const float* weights, int taps, int count, float* out) {
  for (int i = 0; i + 16 <= count; i += 16) BlendSixteen<kTaps>(rows, weights, taps, i, out);
  BlendSixteen<kTaps>(rows, weights, taps, count - 16, out);
}

// Copies of what does not change stay in registers: behind a pointer a store to `out` might have changed it.
template <int kTaps>
void BlendKnown(const std::uint8_t* const* rows, const float* weights, int count, float* out) {
  const std::uint8_t* own_rows[kTaps];
  float own_weights[kTaps];
  std::copy_n(rows, kTaps, own_rows);
  std::copy_n(weights, kTaps, own_weights);
  BlendAll<kTaps>(own_rows, own_weights, kTaps, count, out);
}

// One destination pixel; its fourth lane holds nothing of use.
template <int kStep, int kTaps>
float32x4_t SampleOne(const float* row, const ColumnTaps& columns, int x) {
  const int taps = kTaps > 0 ? kTaps : columns.taps;
  const float* pixel = row + static_cast<long>(columns.first[x]) * kStep;
  const float* weights = columns.weights + static_cast<long>(x) * taps;
  float32x4_t sum = vmulq_n_f32(vld1q_f32(pixel), weights[0]);
  for (int k = 1; k < taps; ++k) sum = vfmaq_n_f32(sum, vld1q_f32(pixel + k * kStep), weights[k]);
  return sum;
}

template <int kStep, int kTaps>
void SampleFour(const float* row, const ColumnTaps& columns, int x, const PlaneRows& out) {
  neon::StorePixels(out, x, SampleOne<kStep, kTaps>(row, columns, x), SampleOne<kStep, kTaps>(row, columns, x + 1),
                    SampleOne<kStep, kTaps>(row, columns, x + 2), SampleOne<kStep, kTaps>(row, columns, x + 3));
}

float32x4_t TwoPairs(const float* row, const int* first) {
  return vcombine_f32(vld1_f32(row + first[0]), vld1_f32(row + first[1]));
}

void SampleFourGray(const float* row, const ColumnTaps& columns, int x, const PlaneRows& out) {
  const float* weights = columns.weights + 2L * x;
  const float32x4_t low = vmulq_f32(TwoPairs(row, columns.first + x), vld1q_f32(weights));
  const float32x4_t high = vmulq_f32(TwoPairs(row, columns.first + x + 2), vld1q_f32(weights + 4));
  neon::StoreGray(out, x, vpaddq_f32(low, high));
}

// The last group overlaps the one before and gives its columns the same values again. Both structs come by value, so
// that they stay in registers as well.
template <auto kSampleFour>
void SampleAll(const float* row, const ColumnTaps columns, const PlaneRows out) {
  for (int x = 0; x + 4 <= columns.count; x += 4) kSampleFour(row, columns, x, out);
  kSampleFour(row, columns, columns.count - 4, out);
}

template <int kStep>
void SampleColours(const float* row, const ColumnTaps& columns, const PlaneRows& out) {
  if (columns.taps == 2) return SampleAll<SampleFour<kStep, 2>>(row, columns, out);
  if (columns.taps == 3) return SampleAll<SampleFour<kStep, 3>>(row, columns, out);
  if (columns.taps == 4) return SampleAll<SampleFour<kStep, 4>>(row, columns, out);
  SampleAll<SampleFour<kStep, 0>>(row, columns, out);
}

}  // namespace

void BlendRowsNeon(const std::uint8_t* const* rows, const float* weights, int taps, int count, float* out) {
  if (count < 16) return BlendRowsScalar(rows, weights, taps, count, out);
  if (taps == 2) return BlendKnown<2>(rows, weights, count, out);
  if (taps == 3) return BlendKnown<3>(rows, weights, count, out);
  if (taps == 4) return BlendKnown<4>(rows, weights, count, out);
  BlendAll<0>(rows, weights, taps, count, out);
}

void SampleColumnsNeon(const float* row, int channels, const ColumnTaps& columns, const PlaneRows& out) {
  if (columns.count >= 4 && channels == 3) return SampleColours<3>(row, columns, out);
  if (columns.count >= 4 && channels == 4) return SampleColours<4>(row, columns, out);
  if (columns.count >= 4 && columns.taps == 2) return SampleAll<SampleFourGray>(row, columns, out);
  SampleColumnsScalar(row, channels, columns, out);
}

}  // namespace dsocr::kernels
