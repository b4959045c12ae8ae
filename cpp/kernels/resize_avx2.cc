#include "kernels/resize_rows.h"
#include "kernels/vectors_avx2.h"

namespace dsocr::kernels {
namespace {

__m256 LoadEight(const std::uint8_t* bytes) {
  return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes))));
}

void BlendSixteen(const std::uint8_t* const* rows, const float* weights, int taps, int i, float* out) {
  __m256 low = _mm256_setzero_ps(), high = _mm256_setzero_ps();
  for (int k = 0; k < taps; ++k) {
    const __m256 weight = _mm256_set1_ps(weights[k]);
    low = _mm256_fmadd_ps(LoadEight(rows[k] + i), weight, low);
    high = _mm256_fmadd_ps(LoadEight(rows[k] + i + 8), weight, high);
  }
  _mm256_storeu_ps(out + i, low);
  _mm256_storeu_ps(out + i + 8, high);
}

// One destination pixel; its fourth lane holds nothing of use.
template <int kStep>
__m128 SampleOne(const float* row, const ColumnTaps& columns, int x) {
  const float* pixel = row + static_cast<long>(columns.first[x]) * kStep;
  const float* weights = columns.weights + static_cast<long>(x) * columns.taps;
  __m128 sum = _mm_mul_ps(_mm_loadu_ps(pixel), _mm_set1_ps(weights[0]));
  for (int k = 1; k < columns.taps; ++k) {
    sum = _mm_fmadd_ps(_mm_loadu_ps(pixel + k * kStep), _mm_set1_ps(weights[k]), sum);
  }
  return sum;
}

template <int kStep>
void SampleFour(const float* row, const ColumnTaps& columns, int x, const PlaneRows& out) {
  avx2::StorePixels(out, x, SampleOne<kStep>(row, columns, x), SampleOne<kStep>(row, columns, x + 1),
                    SampleOne<kStep>(row, columns, x + 2), SampleOne<kStep>(row, columns, x + 3));
}

__m128 TwoPairs(const float* row, const int* first) {
  const __m128 low = _mm_loadl_pi(_mm_setzero_ps(), reinterpret_cast<const __m64*>(row + first[0]));
  return _mm_loadh_pi(low, reinterpret_cast<const __m64*>(row + first[1]));
}

void SampleFourGray(const float* row, const ColumnTaps& columns, int x, const PlaneRows& out) {
  const float* weights = columns.weights + 2L * x;
  const __m128 low = _mm_mul_ps(TwoPairs(row, columns.first + x), _mm_loadu_ps(weights));
  const __m128 high = _mm_mul_ps(TwoPairs(row, columns.first + x + 2), _mm_loadu_ps(weights + 4));
  avx2::StoreGray(out, x, _mm_hadd_ps(low, high));
}

// The last group overlaps the one before and gives its columns the same values again.
template <auto kSampleFour>
void SampleAll(const float* row, const ColumnTaps& columns, const PlaneRows& out) {
  for (int x = 0; x + 4 <= columns.count; x += 4) kSampleFour(row, columns, x, out);
  kSampleFour(row, columns, columns.count - 4, out);
}

}  // namespace

void BlendRowsAvx2(const std::uint8_t* const* rows, const float* weights, int taps, int count, float* out) {
  if (count < 16) return BlendRowsScalar(rows, weights, taps, count, out);
  for (int i = 0; i + 16 <= count; i += 16) BlendSixteen(rows, weights, taps, i, out);
  BlendSixteen(rows, weights, taps, count - 16, out);
}

void SampleColumnsAvx2(const float* row, int channels, const ColumnTaps& columns, const PlaneRows& out) {
  if (columns.count >= 4 && channels == 3) return SampleAll<SampleFour<3>>(row, columns, out);
  if (columns.count >= 4 && channels == 4) return SampleAll<SampleFour<4>>(row, columns, out);
  if (columns.count >= 4 && columns.taps == 2) return SampleAll<SampleFourGray>(row, columns, out);
  SampleColumnsScalar(row, channels, columns, out);
}

}  // namespace dsocr::kernels
