#include <immintrin.h>

#include "kernels/threshold_mask.h"

namespace dsocr::kernels {
namespace {

__m256i Above(const float* values, __m256 threshold) {
  return _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(values), threshold, _CMP_GT_OQ));
}

}  // namespace

void ThresholdMaskAvx2(const float* values, std::size_t count, float threshold, std::uint8_t* mask) {
  const __m256 limit = _mm256_set1_ps(threshold);
  const __m256i one = _mm256_set1_epi8(1);
  // The packs work within halves of 128 bits; this puts their groups of four bytes in order again.
  const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  std::size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    const __m256i low = _mm256_packs_epi32(Above(values + i, limit), Above(values + i + 8, limit));
    const __m256i high = _mm256_packs_epi32(Above(values + i + 16, limit), Above(values + i + 24, limit));
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high), order);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(mask + i), _mm256_and_si256(bytes, one));
  }
  ThresholdMaskScalar(values + i, count - i, threshold, mask + i);
}

}  // namespace dsocr::kernels
