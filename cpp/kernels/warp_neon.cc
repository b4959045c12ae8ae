#include <cstring>

#include "kernels/vectors_neon.h"
#include "kernels/warp_row.h"

namespace dsocr::kernels {
namespace {

// Source coordinates of four columns, their edges replicated: first neighbour and weight of the second.
struct Taps {
  int index[4];
  float fraction[4];
};

void MakeTaps(float32x4_t relative, int origin, int size, Taps& taps) {
  const float32x4_t low = vdupq_n_f32(static_cast<float>(-origin));
  const float32x4_t high = vdupq_n_f32(static_cast<float>(size - 1 - origin));
  // The "number" forms turn NaN into an edge.
  const float32x4_t inside = vminnmq_f32(vmaxnmq_f32(relative, low), high);
  const int32x4_t floor = vcvtmq_s32_f32(inside);
  const int32x4_t index = vminq_s32(floor, vdupq_n_s32(size - 2 - origin));
  vst1q_s32(taps.index, vaddq_s32(index, vdupq_n_s32(origin)));
  vst1q_f32(taps.fraction, vsubq_f32(inside, vcvtq_f32_s32(index)));
}

// The pixel at `index` and its right neighbour, from byte 0 on. Never reads beyond the row: at its end, eight
// bytes that start earlier are read and shifted.
template <int kChannels>
uint8x8_t LoadPair(const std::uint8_t* row, int index, int width) {
  const int back = kChannels == 3 && index == width - 2 ? 2 : 0;
  std::uint64_t bytes;
  std::memcpy(&bytes, row + static_cast<std::ptrdiff_t>(index) * kChannels - back, sizeof(bytes));
  return vcreate_u8(bytes >> (8 * back));
}

// Bytes kFirst to kFirst + 3 as floats.
template <int kFirst>
float32x4_t ToFloat(uint8x8_t bytes) {
  const uint16x8_t wide = vmovl_u8(bytes);
  return vcvtq_f32_u32(vmovl_u16(vget_low_u16(vextq_u16(wide, wide, kFirst))));
}

float32x4_t Lerp(float32x4_t a, float32x4_t b, float t) { return vfmaq_n_f32(a, vsubq_f32(b, a), t); }

template <int kChannels>
float32x4_t SampleOne(const WarpSource& source, const Taps& x, const Taps& y, int lane) {
  const std::uint8_t* row = source.data + y.index[lane] * source.stride;
  const uint8x8_t top = LoadPair<kChannels>(row, x.index[lane], source.width);
  const uint8x8_t bottom = LoadPair<kChannels>(row + source.stride, x.index[lane], source.width);
  const float32x4_t left = Lerp(ToFloat<0>(top), ToFloat<0>(bottom), y.fraction[lane]);
  const float32x4_t right = Lerp(ToFloat<kChannels>(top), ToFloat<kChannels>(bottom), y.fraction[lane]);
  return Lerp(left, right, x.fraction[lane]);
}

template <int kChannels>
void SampleRow(const WarpSource& source, const WarpLine& line, int count, float* pixels) {
  const float first_steps[4] = {0, 1, 2, 3};
  float32x4_t step = vld1q_f32(first_steps);
  for (int x = 0; x < count; x += 4, step = vaddq_f32(step, vdupq_n_f32(4))) {
    float32x4_t u = vfmaq_n_f32(vdupq_n_f32(line.u), step, line.du);
    float32x4_t v = vfmaq_n_f32(vdupq_n_f32(line.v), step, line.dv);
    if (line.dw != 0) {
      const float32x4_t w = vfmaq_n_f32(vdupq_n_f32(line.w), step, line.dw);
      u = vdivq_f32(u, w);
      v = vdivq_f32(v, w);
    }
    Taps tx, ty;
    MakeTaps(u, line.origin_x, source.width, tx);
    MakeTaps(v, line.origin_y, source.height, ty);
    const int lanes = count - x < 4 ? count - x : 4;
    for (int lane = 0; lane < lanes; ++lane) {
      float* pixel = pixels + 4 * (x + lane);
      vst1q_f32(pixel, vaddq_f32(vld1q_f32(pixel), SampleOne<kChannels>(source, tx, ty, lane)));
    }
  }
}

}  // namespace

void SampleWarpRowNeon(const WarpSource& source, const WarpLine& line, int count, float* pixels) {
  const bool wide_enough = source.width >= 3 && source.height >= 2;
  if (wide_enough && source.channels == 3) return SampleRow<3>(source, line, count, pixels);
  if (wide_enough && source.channels == 4) return SampleRow<4>(source, line, count, pixels);
  SampleWarpRowScalar(source, line, count, pixels);
}

}  // namespace dsocr::kernels
