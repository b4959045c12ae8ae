#include "pipeline/memory_plan.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace dsocr::pipeline {
namespace {

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kHeld = 60 * kMegabyte;

TEST(MemoryPlan, NoLimitChangesNothing) {
  const auto plan = PlanMemory(0, kHeld, 4);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->threads, 4);
  EXPECT_TRUE(plan->wide_detector);
  EXPECT_FALSE(plan->IsLimited());
  EXPECT_EQ(plan->LineWidth(3200), 3200);
  EXPECT_EQ(plan->PictureBytes(3200), 0);
}

TEST(MemoryPlan, PlentyLeavesEverything) {
  const auto plan = PlanMemory(4000 * kMegabyte, kHeld, 4);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->threads, 4);
  EXPECT_TRUE(plan->wide_detector);
  EXPECT_GT(plan->DetectorPixels(0), 2000 * 2000);
  EXPECT_EQ(plan->LineWidth(3200), 3200);
}

// The less there is, the less of everything, and never more than there is.
TEST(MemoryPlan, FirstTheWideDetectorGoesThenThreadsThenPixels) {
  int threads = 4;
  bool wide = true;
  double pixels_of_one = 1e12;
  for (std::int64_t limit = 1500; limit >= 120; limit -= 10) {
    const auto plan = PlanMemory(limit * kMegabyte, kHeld, 4);
    ASSERT_TRUE(plan) << limit;
    EXPECT_LE(plan->threads, threads) << limit;
    EXPECT_LE(plan->wide_detector, wide) << limit;
    EXPECT_LE((plan->threads + (plan->wide_detector ? 1 : 0)) * plan->lane_bytes, limit * kMegabyte - kHeld) << limit;
    if (plan->threads > 1) {
      EXPECT_GE(plan->DetectorPixels(0), 960 * 960) << limit;
    } else {
      EXPECT_LE(plan->DetectorPixels(0), pixels_of_one) << limit;
      pixels_of_one = plan->DetectorPixels(0);
    }
    EXPECT_GT(plan->LineWidth(3200), 320) << limit;
    threads = plan->threads;
    wide = plan->wide_detector;
  }
  EXPECT_EQ(threads, 1);
  EXPECT_FALSE(wide);
}

TEST(MemoryPlan, ALargePictureLeavesFewerPixelsToTheDetector) {
  const auto plan = PlanMemory(200 * kMegabyte, kHeld, 1);
  ASSERT_TRUE(plan);
  EXPECT_LT(plan->DetectorPixels(50 * kMegabyte), plan->DetectorPixels(0));
  EXPECT_GE(plan->DetectorPixels(plan->PictureBytes(320)), 320 * 320);
  EXPECT_EQ(plan->DetectorPixels(1000 * kMegabyte), 0);
  EXPECT_LT(plan->PictureBytes(3200), plan->PictureBytes(320));
}

TEST(MemoryPlan, TooLittleIsOneSentenceThatSaysHowMuchWouldDo) {
  const auto plan = PlanMemory(70 * kMegabyte, kHeld, 2);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(plan.error().message,
            "memory_limit_mb is 70; this process holds 60 MB with the model, and reading takes at least 52 MB more: "
            "expected at least 113");
  EXPECT_TRUE(PlanMemory(113 * kMegabyte, kHeld, 2));
  EXPECT_FALSE(PlanMemory(111 * kMegabyte, kHeld, 2));
}

}  // namespace
}  // namespace dsocr::pipeline
