#include <cstring>

#include "kernels/vectors_avx2.h"
#include "kernels/warp_row.h"

namespace dsocr::kernels {
namespace {

// Source coordinates of eight columns, their edges replicated: first neighbour and weight of the second.
struct Taps {
  int index[8];
  float fraction[8];
};

void MakeTaps(__m256 relative, int origin, int size, Taps& taps) {
  // Of NaN and a number, max gives the second operand: NaN lands on an edge.
  const __m256 low = _mm256_set1_ps(static_cast<float>(-origin));
  const __m256 high = _mm256_set1_ps(static_cast<float>(size - 1 - origin));
  const __m256 inside = _mm256_min_ps(_mm256_max_ps(relative, low), high);
  const __m256i floor = _mm256_cvttps_epi32(_mm256_floor_ps(inside));
  const __m256i index = _mm256_min_epi32(floor, _mm256_set1_epi32(size - 2 - origin));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(taps.index), _mm256_add_epi32(index, _mm256_set1_epi32(origin)));
  _mm256_storeu_ps(taps.fraction, _mm256_sub_ps(inside, _mm256_cvtepi32_ps(index)));
}

// The pixel at `index` and its right neighbour, as floats from lane 0 on. Never reads beyond the row: at its end,
// eight bytes that start earlier are read and shifted.
template <int kChannels>
__m256 LoadPair(const std::uint8_t* row, int index, int width) {
  const int back = kChannels == 3 && index == width - 2 ? 2 : 0;
  std::uint64_t bytes;
  std::memcpy(&bytes, row + static_cast<std::ptrdiff_t>(index) * kChannels - back, sizeof(bytes));
  return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(bytes >> (8 * back)))));
}

template <int kChannels>
__m128 SampleOne(const WarpSource& source, const Taps& x, const Taps& y, int lane) {
  const std::uint8_t* row = source.data + y.index[lane] * source.stride;
  const __m256 top = LoadPair<kChannels>(row, x.index[lane], source.width);
  const __m256 bottom = LoadPair<kChannels>(row + source.stride, x.index[lane], source.width);
  const __m256 pair = _mm256_fmadd_ps(_mm256_set1_ps(y.fraction[lane]), _mm256_sub_ps(bottom, top), top);
  const __m128 left = _mm256_castps256_ps128(pair), high = _mm256_extractf128_ps(pair, 1);
  // Of three-channel pairs the right pixel begins at lane 3.
  const __m128 right = kChannels == 4 ? high : _mm_shuffle_ps(_mm_shuffle_ps(left, high, 0x0F), high, 0x98);
  return _mm_fmadd_ps(_mm_set1_ps(x.fraction[lane]), _mm_sub_ps(right, left), left);
}

template <int kChannels>
void SampleRow(const WarpSource& source, const WarpLine& line, int count, float* pixels) {
  __m256 step = _mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7);
  for (int x = 0; x < count; x += 8, step = _mm256_add_ps(step, _mm256_set1_ps(8))) {
    __m256 u = _mm256_fmadd_ps(step, _mm256_set1_ps(line.du), _mm256_set1_ps(line.u));
    __m256 v = _mm256_fmadd_ps(step, _mm256_set1_ps(line.dv), _mm256_set1_ps(line.v));
    if (line.dw != 0) {
      const __m256 w = _mm256_fmadd_ps(step, _mm256_set1_ps(line.dw), _mm256_set1_ps(line.w));
      u = _mm256_div_ps(u, w);
      v = _mm256_div_ps(v, w);
    }
    Taps tx, ty;
    MakeTaps(u, line.origin_x, source.width, tx);
    MakeTaps(v, line.origin_y, source.height, ty);
    const int lanes = count - x < 8 ? count - x : 8;
    for (int lane = 0; lane < lanes; ++lane) {
      float* pixel = pixels + 4 * (x + lane);
      _mm_storeu_ps(pixel, _mm_add_ps(_mm_loadu_ps(pixel), SampleOne<kChannels>(source, tx, ty, lane)));
    }
  }
}

}  // namespace

void SampleWarpRowAvx2(const WarpSource& source, const WarpLine& line, int count, float* pixels) {
  const bool wide_enough = source.width >= 3 && source.height >= 2;
  if (wide_enough && source.channels == 3) return SampleRow<3>(source, line, count, pixels);
  if (wide_enough && source.channels == 4) return SampleRow<4>(source, line, count, pixels);
  SampleWarpRowScalar(source, line, count, pixels);
}

}  // namespace dsocr::kernels
