#include "base/load.h"

#include <gtest/gtest.h>

namespace dsocr {
namespace {

TEST(Load, TwiceTheCpusIsACrowd) {
  EXPECT_FALSE(IsCrowded("3.90 20.00 20.00 1/200 4711\n", 2));
  EXPECT_TRUE(IsCrowded("4.10 0.00 0.00 1/200 4711\n", 2));
  EXPECT_FALSE(IsCrowded("4.10 0.00 0.00 1/200 4711\n", 8));
}

TEST(Load, SilenceIsNone) {
  EXPECT_FALSE(IsCrowded("", 1));
  EXPECT_FALSE(IsCrowded("nothing", 1));
}

}  // namespace
}  // namespace dsocr
