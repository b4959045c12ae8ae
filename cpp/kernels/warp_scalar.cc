#include "kernels/warp_row.h"

namespace dsocr::kernels {
namespace {

// A source coordinate, its edges replicated, as the first of two neighbours and the weight of the second.
struct Tap {
  int index;
  float fraction;
};

// `relative` counts from `origin`. NaN, as every coordinate beyond the edge, lands on an edge.
Tap MakeTap(float relative, int origin, int size) {
  const float low = static_cast<float>(-origin);
  const float high = static_cast<float>(size - 1 - origin);
  const float inside = relative > low ? (relative < high ? relative : high) : low;
  int floor = static_cast<int>(inside);
  if (inside < static_cast<float>(floor)) --floor;
  const int last = size >= 2 ? size - 2 : 0;
  const int index = floor + origin < last ? floor + origin : last;
  return {index, inside - static_cast<float>(index - origin)};
}

float Lerp(float a, float b, float t) { return a + t * (b - a); }

}  // namespace

void SampleWarpRowScalar(const WarpSource& source, const WarpLine& line, int count, float* pixels) {
  const std::ptrdiff_t right = source.width >= 2 ? source.channels : 0;
  const std::ptrdiff_t below = source.height >= 2 ? source.stride : 0;
  const int used = source.channels == 1 ? 1 : 3;
  for (int x = 0; x < count; ++x) {
    const float step = static_cast<float>(x);
    const float scale = line.dw == 0 ? 1.f : 1.f / (line.w + step * line.dw);
    const Tap tx = MakeTap((line.u + step * line.du) * scale, line.origin_x, source.width);
    const Tap ty = MakeTap((line.v + step * line.dv) * scale, line.origin_y, source.height);
    const std::uint8_t* top = source.data + ty.index * source.stride + std::ptrdiff_t{tx.index} * source.channels;
    const std::uint8_t* bottom = top + below;
    for (int c = 0; c < used; ++c) {
      const float a = Lerp(top[c], bottom[c], ty.fraction);
      const float b = Lerp(top[c + right], bottom[c + right], ty.fraction);
      pixels[4 * x + c] += Lerp(a, b, tx.fraction);
    }
  }
}

}  // namespace dsocr::kernels
