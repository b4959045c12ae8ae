#include "kernels/threshold.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/cpp/support/guarded.h"
#include "tests/cpp/support/planes.h"

namespace dsocr::kernels {
namespace {

using dsocr::testing::Guarded;
using dsocr::testing::WithBackend;

class ThresholdTest : public ::testing::TestWithParam<std::string> {};

TEST_P(ThresholdTest, OnlyWhatIsAboveCounts) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const float values[] = {0.3f, std::nextafter(0.3f, 1.f), std::nextafter(0.3f, 0.f), NAN, kInfinity, -kInfinity, 0, 1};
  const std::uint8_t expected[] = {0, 1, 0, 0, 1, 0, 0, 1};
  std::uint8_t mask[8];
  WithBackend(GetParam(), [&] { ThresholdMask(values, 8, 0.3f, mask); });
  for (int i = 0; i < 8; ++i) EXPECT_EQ(mask[i], expected[i]) << i;
}

// Every length up to three of the widest groups, at every alignment of the first value.
TEST_P(ThresholdTest, EveryLengthAndAlignment) {
  constexpr std::size_t kLongest = 100;
  for (std::size_t skip = 0; skip < 4; ++skip) {
    for (std::size_t count = 0; count <= kLongest; ++count) {
      const Guarded<float> values(count + skip);
      const Guarded<std::uint8_t> mask(count + skip);
      for (std::size_t i = 0; i < count + skip; ++i) values[i] = static_cast<float>((i * 7919) % 13);
      WithBackend(GetParam(), [&] { ThresholdMask(values.data() + skip, count, 6.f, mask.data() + skip); });
      for (std::size_t i = 0; i < skip; ++i) ASSERT_EQ(mask[i], 0xA5);
      for (std::size_t i = skip; i < count + skip; ++i) ASSERT_EQ(mask[i], (i * 7919) % 13 > 6) << i << " of " << count;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Backends, ThresholdTest, ::testing::ValuesIn(KernelBackends()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace dsocr::kernels
