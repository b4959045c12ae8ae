#include "pipeline/survey.h"

#include <gtest/gtest.h>

#include <vector>

namespace dsocr::pipeline {
namespace {

constexpr int kHeight = 48;

Detection BoxOf(float width, float height) {
  return {{{{10, 10}, {10 + width, 10}, {10 + width, 10 + height}, {10, 10 + height}}}, 0.9f};
}

TEST(Survey, ALineTakesWhatItsShapeAsksFor) {
  const std::vector<Detection> lines{BoxOf(120, 12), BoxOf(60, 12)};
  // Seen at a third of its size: 12 pixels are 4 there, no more than one line.
  EXPECT_DOUBLE_EQ(ColumnsToRead(lines, 320, 960, kHeight), kHeight * 15.0);
  EXPECT_EQ(ColumnsToRead({}, 320, 960, kHeight), 0);
}

TEST(Survey, ATallBlotMayBeManyLines) {
  // 54 pixels are 18 in the look: three lines of six, each 300 / 18 times as long as high.
  const std::vector<Detection> blot{BoxOf(300, 54)};
  EXPECT_DOUBLE_EQ(ColumnsToRead(blot, 320, 960, kHeight), kHeight * 3 * 300 / 18.0);
}

TEST(Survey, TakesATenthOfTheSearch) {
  const SearchLimits limits{.in_all = 900'000};
  const auto side = SurveySide(1280, 960, 640, limits);
  ASSERT_TRUE(side);
  EXPECT_GE(*side, kLeastSearchSide);
  EXPECT_LE(*side * *side * 3 / 4, 90'000 * 1.2);  // sides are multiples of 32
}

TEST(Survey, IsLeftOutWhereItWouldTakeTheTimeOfTheSearch) {
  EXPECT_FALSE(SurveySide(1280, 960, 640, {.in_all = 200'000}));
}

}  // namespace
}  // namespace dsocr::pipeline
