#include "kernels/warp.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/backend.h"
#include "kernels/plane_rows.h"

namespace dsocr::kernels {
namespace {

constexpr int kMostSamples = 8;

struct Projected {
  double x, y;
};

Projected Apply(const Homography& h, double x, double y) {
  const double w = h.m[6] * x + h.m[7] * y + h.m[8];
  return {(h.m[0] * x + h.m[1] * y + h.m[2]) / w, (h.m[3] * x + h.m[4] * y + h.m[5]) / w};
}

// Samples per axis for one source pixel each, where the map moves `a` to `b` over one destination pixel.
int SamplesFor(const Projected& a, const Projected& b) {
  const double reduction = std::hypot(b.x - a.x, b.y - a.y);
  if (!(reduction > 1)) return 1;
  return static_cast<int>(std::lround(std::min<double>(reduction, kMostSamples)));
}

int InsideOr0(double value, int size) {
  return std::isfinite(value) ? static_cast<int>(std::clamp(value, 0.0, size - 1.0)) : 0;
}

// The map for samples counted from the source pixel (x, y), whose centre is at (x + .5, y + .5).
Homography Relative(const Homography& h, int x, int y) {
  Homography out = h;
  for (int i = 0; i < 3; ++i) {
    out.m[i] -= (x + 0.5) * h.m[6 + i];
    out.m[3 + i] -= (y + 0.5) * h.m[6 + i];
  }
  return out;
}

WarpLine LineThrough(const Homography& h, int origin_x, int origin_y, double x, double y) {
  const double u = h.m[0] * x + h.m[1] * y + h.m[2];
  const double v = h.m[3] * x + h.m[4] * y + h.m[5];
  const double w = h.m[6] * x + h.m[7] * y + h.m[8];
  // Divided here, so that the row needs no division where the map is affine.
  const double scale = w != 0 ? 1 / w : 1;
  const auto f = [scale](double value) { return static_cast<float>(value * scale); };
  return {origin_x, origin_y, f(u), f(v), f(w), f(h.m[0]), f(h.m[3]), f(h.m[6])};
}

}  // namespace

void WarpToPlanar(const ImageView& src, const Homography& dst_to_src, const Normalization& normalization,
                  const PlanarF32& dst) {
  if (src.empty() || dst.width <= 0 || dst.height <= 0) return;
  const KernelTable& kernels = ActiveTable();
  const double center_x = dst.width / 2.0, center_y = dst.height / 2.0;
  const Projected center = Apply(dst_to_src, center_x, center_y);
  const int samples_x = SamplesFor(center, Apply(dst_to_src, center_x + 1, center_y));
  const int samples_y = SamplesFor(center, Apply(dst_to_src, center_x, center_y + 1));
  const int origin_x = InsideOr0(center.x, src.width), origin_y = InsideOr0(center.y, src.height);
  const Homography relative = Relative(dst_to_src, origin_x, origin_y);
  const WarpSource source{src.data, src.stride, src.width, src.height, src.channels()};
  const float mean = 1.f / static_cast<float>(samples_x * samples_y);
  std::vector<float> pixels(static_cast<std::size_t>(dst.width) * 4);
  for (int y = 0; y < dst.height; ++y) {
    std::fill(pixels.begin(), pixels.end(), 0.f);
    for (int sample = 0; sample < samples_x * samples_y; ++sample) {
      const double sample_x = (sample % samples_x + 0.5) / samples_x;
      const double sample_y = y + (sample / samples_x + 0.5) / samples_y;
      kernels.sample_warp_row(source, LineThrough(relative, origin_x, origin_y, sample_x, sample_y), dst.width,
                              pixels.data());
    }
    kernels.normalize_pixels(pixels.data(), dst.width, src.channels() == 1 ? 1 : 3,
                             MakePlaneRows(normalization, src.format, dst, y, mean));
  }
}

}  // namespace dsocr::kernels
