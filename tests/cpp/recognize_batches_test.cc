#include "recognize/batches.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace dsocr::recognize {
namespace {

constexpr BatchLimits kLimits;

TEST(PlanBatches, NoLinesNoBatches) { EXPECT_TRUE(PlanBatches({}, kLimits).empty()); }

TEST(PlanBatches, EqualWidthsShareABatchUpToTheLimit) {
  const auto batches = PlanBatches(std::vector<int>(11, 200), kLimits);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0].lines.size(), 8u);
  EXPECT_EQ(batches[0].width, 232);
}

TEST(PlanBatches, AShortLineIsNotPaddedToALongOne) { EXPECT_EQ(PlanBatches({1000, 100}, kLimits).size(), 2u); }

TEST(PlanBatches, RandomWidthsKeepEveryLimit) {
  std::mt19937 random(5);
  for (int round = 0; round < 100; ++round) {
    std::vector<int> widths(1 + random() % 60);
    for (int& width : widths) width = 1 + static_cast<int>(random() % 3200);
    std::multiset<int> seen;
    int last_width = 1 << 30;
    for (const Batch& batch : PlanBatches(widths, kLimits)) {
      int needed = 0;
      for (const int line : batch.lines) {
        seen.insert(line);
        EXPECT_GE(batch.width, widths[line] + kLimits.padding);
        needed += widths[line] + kLimits.padding + kLimits.step;
      }
      EXPECT_EQ(batch.width % kLimits.step, 0);
      EXPECT_LE(batch.width, last_width);
      last_width = batch.width;
      const int columns = batch.width * static_cast<int>(batch.lines.size());
      EXPECT_TRUE(batch.lines.size() == 1 || columns <= kLimits.max_columns);
      EXPECT_GE(static_cast<float>(needed), (1 - kLimits.max_waste) * static_cast<float>(columns));
    }
    EXPECT_EQ(seen.size(), widths.size());
    EXPECT_EQ(std::set<int>(seen.begin(), seen.end()).size(), widths.size());
  }
}

}  // namespace
}  // namespace dsocr::recognize
