#include "base/copies.h"

#include <gtest/gtest.h>

#include <thread>

namespace dsocr {
namespace {

TEST(Copies, CountOnlyInsideAScope) {
  CopyTally tally;
  CountCopy(Copy::kWarp, 5);
  {
    const CopyTally::Scope scope(tally);
    CountCopy(Copy::kWarp, 7);
    CountCopy(Copy::kMask, 1);
    CountCopy(Copy::kWarp, 3);
  }
  CountCopy(Copy::kWarp, 5);
  EXPECT_EQ(tally.Sum(Copy::kWarp), 10u);
  EXPECT_EQ(tally.Sum(Copy::kMask), 1u);
  EXPECT_EQ(tally.Sum(Copy::kDecode), 0u);
}

TEST(Copies, TheInnermostScopeCounts) {
  CopyTally outer, inner;
  const CopyTally::Scope scope(outer);
  {
    const CopyTally::Scope within(inner);
    CountCopy(Copy::kResize, 1);
  }
  CountCopy(Copy::kResize, 2);
  EXPECT_EQ(inner.Sum(Copy::kResize), 1u);
  EXPECT_EQ(outer.Sum(Copy::kResize), 2u);
}

TEST(Copies, ThreadsOfOneReadingAddUp) {
  CopyTally tally;
  const auto work = [&] {
    const CopyTally::Scope scope(tally);
    for (int i = 0; i < 1000; ++i) CountCopy(Copy::kUnfold, 2);
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
  EXPECT_EQ(tally.Sum(Copy::kUnfold), 4000u);
}

}  // namespace
}  // namespace dsocr
