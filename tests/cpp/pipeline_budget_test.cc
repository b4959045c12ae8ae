#include "pipeline/budget.h"

#include <gtest/gtest.h>

#include <vector>

#include "pipeline/costs.h"

namespace dsocr::pipeline {
namespace {

using recognize::Crop;
using Runs = std::vector<recognize::Run>;  // a test has a Run of its own

// A clock that stands still until it is moved.
struct MadeUpClock {
  double now = 1000;
  ClockMs clock() {
    return [this] { return now; };
  }
};

Crop LineOf(float width, float height) { return {{}, {{{0, 0}, {width, 0}, {width, height}, {0, height}}}}; }

TEST(Budget, NoneNeverEnds) {
  MadeUpClock made_up;
  const Budget budget(0, 5, made_up.clock());
  made_up.now += 1e9;
  EXPECT_FALSE(budget.IsLimited());
  EXPECT_TRUE(budget.HasTimeFor(1e9));
  EXPECT_DOUBLE_EQ(budget.spent_ms(), 1e9 + 5);
}

TEST(Budget, RunsOut) {
  MadeUpClock made_up;
  const Budget budget(200, 20, made_up.clock());  // a tenth is held back, 20 are gone
  EXPECT_DOUBLE_EQ(budget.left_ms(), 160);
  EXPECT_DOUBLE_EQ(budget.left_for_detector_ms(), 80);
  EXPECT_DOUBLE_EQ(budget.left_for_detector_ms(30), 130);   // little to read
  EXPECT_DOUBLE_EQ(budget.left_for_detector_ms(150), 80);  // more than there is time for
  EXPECT_TRUE(budget.HasTimeFor(159));
  EXPECT_FALSE(budget.HasTimeFor(161));
  made_up.now += 100;
  EXPECT_DOUBLE_EQ(budget.left_ms(), 60);
  EXPECT_DOUBLE_EQ(budget.spent_ms(), 120);
  made_up.now += 100;
  EXPECT_EQ(budget.left_ms(), 0);
  EXPECT_FALSE(budget.HasTimeFor(0));
}

TEST(Budget, TallLinesComeFirstAndEqualOnesStayInOrder) {
  const std::vector<Crop> crops{LineOf(300, 10), LineOf(100, 31), LineOf(200, 20), LineOf(50, 33)};
  Runs runs{{0, 400}, {2, 300}, {1, 200}, {3, 100}};
  PutTallestFirst(runs, crops);
  std::vector<int> order;
  for (const recognize::Run& run : runs) order.push_back(run.line);
  EXPECT_EQ(order, (std::vector<int>{1, 3, 2, 0}));
}

// One thread reads lines that take as long as they were predicted to.
TEST(Budget, LinesThatFitAreReadAndNoOthers) {
  MadeUpClock made_up;
  const Budget budget(100, 0, made_up.clock());
  const Runs runs{{0, 400}, {1, 300}, {2, 300}, {3, 100}};
  std::vector<int> read;
  for (const recognize::Run& run : runs) {
    const double ms = run.width * 0.1;
    if (!budget.HasTimeFor(ms)) continue;
    made_up.now += ms;
    read.push_back(run.line);
  }
  EXPECT_EQ(read, (std::vector<int>{0, 1, 3}));  // 40 + 30 + 10 of 90; the third does not fit, the last one does
  EXPECT_LE(budget.spent_ms(), 100);
}

TEST(Costs, TheFirstSightCountsWhole) {
  const Costs costs = Learnt({}, {.detector_megapixel = 80, .column = 0.1});
  EXPECT_EQ(costs.detector_megapixel, 80);
  EXPECT_EQ(costs.wide_detector_megapixel, 0);
  EXPECT_EQ(costs.column, 0.1);
}

TEST(Costs, LaterOnesMoveThemAndSilenceDoesNot) {
  Costs costs{.detector_megapixel = 100, .wide_detector_megapixel = 50, .column = 0.1};
  costs = Learnt(costs, {.detector_megapixel = 200});
  EXPECT_DOUBLE_EQ(costs.detector_megapixel, 130);
  EXPECT_EQ(costs.wide_detector_megapixel, 50);
  EXPECT_EQ(costs.column, 0.1);
  for (int i = 0; i < 50; ++i) costs = Learnt(costs, {.detector_megapixel = 200});
  EXPECT_NEAR(costs.detector_megapixel, 200, 1);
}

TEST(Costs, TheWideDetectorRestsWhileTheMachineIsBusy) {
  CostBook book;
  book.NoteWideDetector(90, 100);
  EXPECT_FALSE(book.WideDetectorRests());
  book.NoteWideDetector(5, 100);
  int rested = 0;
  while (book.WideDetectorRests()) ++rested;
  EXPECT_EQ(rested, 30);
  EXPECT_FALSE(book.WideDetectorRests());
}

}  // namespace
}  // namespace dsocr::pipeline
