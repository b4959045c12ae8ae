#include "recognize/runs.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "recognize/crop.h"

namespace dsocr::recognize {
namespace {

constexpr RunLimits kLimits;

TEST(PlanRuns, NoLinesNoRuns) { EXPECT_TRUE(PlanRuns({}, kLimits).empty()); }

TEST(PlanRuns, WidestFirst) {
  const auto runs = PlanRuns({100, 1000, 500}, kLimits);
  ASSERT_EQ(runs.size(), 3u);
  EXPECT_EQ(runs[0].line, 1);
  EXPECT_EQ(runs[1].line, 2);
  EXPECT_EQ(runs[2].line, 0);
  EXPECT_EQ(runs[2].width, 136);
}

TEST(PlanRuns, AlmostEqualWidthsBecomeEqual) {
  const auto runs = PlanRuns({200, 199, 190, 170}, kLimits);
  EXPECT_EQ(runs[0].width, 232);
  EXPECT_EQ(runs[1].width, 232);
  EXPECT_EQ(runs[2].width, 232);
  EXPECT_EQ(runs[3].width, 208);
}

TEST(PlanRuns, RandomWidthsKeepEveryLimit) {
  std::mt19937 random(5);
  for (int round = 0; round < 100; ++round) {
    std::vector<int> widths(1 + random() % 60);
    for (int& width : widths) width = 1 + static_cast<int>(random() % 3200);
    std::set<int> seen;
    int last_width = 1 << 30;
    for (const recognize::Run& run : PlanRuns(widths, kLimits)) {
      const int needed = widths[run.line] + kLimits.padding;
      EXPECT_TRUE(seen.insert(run.line).second);
      EXPECT_GE(run.width, needed);
      EXPECT_LT(run.width, needed + kLimits.step + kLimits.slack);
      EXPECT_EQ(run.width % kLimits.step, 0);
      EXPECT_LE(run.width, last_width);
      last_width = run.width;
    }
    EXPECT_EQ(seen.size(), widths.size());
  }
}

TEST(WidthAtHeight, FollowsTheShapeUpToTheLimit) {
  const auto crop = [](float width, float height) {
    return Crop{{}, {{{0, 0}, {width, 0}, {width, height}, {0, height}}}};
  };
  EXPECT_EQ(WidthAtHeight(crop(100, 24), 48, 3200), 200);
  EXPECT_EQ(WidthAtHeight(crop(0.1f, 24), 48, 3200), 1);
  EXPECT_EQ(WidthAtHeight(crop(1e8f, 1), 48, 3200), 3200);  // more columns than an int holds
}

}  // namespace
}  // namespace dsocr::recognize
