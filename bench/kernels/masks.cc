// What turns the detector's map into components, on a map with rows of words. Work is counted in pixels of the map.
#include "bench/kernels/measure.h"
#include "geometry/components.h"
#include "kernels/threshold.h"

namespace dsocr::bench {
namespace {

constexpr int kWidth = 960, kHeight = 736;

// Rows of words 10 pixels tall and 60 wide: about a quarter of the map, as on a dense page.
std::vector<float> Words() {
  std::vector<float> map(std::size_t{kWidth} * kHeight, 0.05f);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      if (y % 24 < 10 && x % 96 < 60) map[std::size_t{kWidth} * y + x] = 0.9f;
    }
  }
  return map;
}

}  // namespace

void MaskKernels() {
  const std::vector<float> map = Words();
  std::vector<std::uint8_t> mask(map.size());
  const double pixels = static_cast<double>(map.size());
  Report("threshold", "960x736", pixels, [&] {
    return [&] { kernels::ThresholdMask(map.data(), map.size(), 0.3f, mask.data()); };
  });
  Report("components", "960x736", pixels, [&] {
    return [&] { (void)geometry::ConnectedComponents(mask.data(), kWidth, kHeight); };
  });
}

}  // namespace dsocr::bench
