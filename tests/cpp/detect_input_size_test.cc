#include "detect/input_size.h"

#include <gtest/gtest.h>

#include <utility>

namespace dsocr::detect {
namespace {

void ExpectSize(const InputSize& size, int width, int height) {
  EXPECT_EQ(size.width, width);
  EXPECT_EQ(size.height, height);
}

TEST(ChooseInputSize, SmallPicturesAreEnlarged) {
  ExpectSize(ChooseInputSize(320, 500, {}), 640, 992);
  ExpectSize(ChooseInputSize(64, 80, {}), 256, 320);  // by 4 at most
}

TEST(ChooseInputSize, OrdinaryPicturesKeepTheirSizeUpToTheStep) {
  ExpectSize(ChooseInputSize(1280, 736, {}), 1280, 736);
  ExpectSize(ChooseInputSize(1270, 745, {}), 1280, 736);
}

TEST(ChooseInputSize, LargePicturesAreReduced) {
  const InputSize size = ChooseInputSize(4000, 3000, {});
  ExpectSize(size, 1280, 960);
  EXPECT_EQ(size.top, 0);
}

TEST(ChooseInputSize, MaxSideIsNeverExceeded) {
  ExpectSize(ChooseInputSize(1280, 720, {.max_side = 800}), 800, 448);
  ExpectSize(ChooseInputSize(1280, 1280, {.max_side = 1000}), 992, 992);
  const InputSize narrow = ChooseInputSize(200, 900, {.max_side = 640});
  EXPECT_LE(narrow.height, 640);
}

TEST(ChooseInputSize, AStripGetsRoomAboveAndBelow) {
  const InputSize size = ChooseInputSize(800, 40, {});
  EXPECT_GT(size.top, 0);
  EXPECT_LT(size.height, size.canvas_height);
  EXPECT_EQ(size.canvas_height % 32, 0);
  EXPECT_LE(size.canvas_width, 4000);
}

TEST(ChooseInputSize, NeverEmpty) {
  for (const auto& [w, h] : {std::pair{1, 1}, {1, 5000}, {5000, 1}, {100000, 1}, {3, 2}}) {
    const InputSize size = ChooseInputSize(w, h, {});
    EXPECT_GE(size.width, 32);
    EXPECT_GE(size.height, 1);
    EXPECT_GE(size.canvas_height, size.top + size.height);
    EXPECT_LE(static_cast<long long>(size.canvas_width) * size.canvas_height, 4032LL * 4032) << w << " x " << h;
  }
}

TEST(FirstLook, OnlyWhereAPictureIsEnlargedByMuch) {
  EXPECT_FALSE(FirstLook(1280, 720, ChooseInputSize(1280, 720, {})));
  EXPECT_FALSE(FirstLook(4000, 3000, ChooseInputSize(4000, 3000, {})));
  for (const auto& [w, h] : {std::pair{1, 100000}, {100000, 1}}) EXPECT_FALSE(FirstLook(w, h, ChooseInputSize(w, h, {})));
  const InputSize full = ChooseInputSize(400, 100, {});
  const auto look = FirstLook(400, 100, full);
  ASSERT_TRUE(look);
  EXPECT_LT(6 * look->width * look->height, 1.2 * full.width * full.height);
}

TEST(FirstLook, AThinStripeStaysWithinItsFullSize) {
  for (const auto& [width, height] : {std::pair{1, 100'000}, {3, 5000}, {10, 3000}, {100'000, 1}, {1, 1}}) {
    const InputSize full = ChooseInputSize(width, height, {});
    const auto look = FirstLook(width, height, full);
    if (!look) continue;
    EXPECT_LE(look->canvas_width, full.canvas_width) << width << " x " << height;
    EXPECT_LE(look->canvas_height, full.canvas_height) << width << " x " << height;
  }
}

TEST(SizeForText, LargeTextNeedsFewerPixels) {
  const InputSize full = ChooseInputSize(400, 100, {});
  ExpectSize(SizeForText(400, 100, full, {20, 20, 20}), 1280, 320);
  ExpectSize(SizeForText(400, 100, full, {}), full.width, full.height);
  ExpectSize(SizeForText(400, 100, full, {2, 2, 2}), full.width, full.height);
}

TEST(SizeForText, TheSmallerLinesDecide) {
  const InputSize full = ChooseInputSize(400, 100, {});
  const InputSize mixed = SizeForText(400, 100, full, {40, 10, 10, 40, 40});
  EXPECT_GT(mixed.width, SizeForText(400, 100, full, {40, 40, 40, 40, 40}).width);
}

TEST(SecondLook, ReducedPagesWithSmallTextAreSeenLarger) {
  const InputSize full = ChooseInputSize(4000, 3000, {});  // reduced to 0.32
  const auto larger = SecondLook(4000, 3000, full, {50, 40, 40, 40});
  ASSERT_TRUE(larger);
  ExpectSize(*larger, 1984, 1504);
  EXPECT_FALSE(SecondLook(4000, 3000, full, {50, 50, 50}));
  EXPECT_FALSE(SecondLook(4000, 3000, full, {40, 40, 40}, {.max_side = 1280}));
  EXPECT_FALSE(SecondLook(4000, 3000, full, {}));
}

TEST(SecondLook, NoLargerThanTheTextNeeds) {
  const InputSize full = ChooseInputSize(1600, 1600, {});  // reduced to 0.8
  const auto larger = SecondLook(1600, 1600, full, {17, 17});
  ASSERT_TRUE(larger);
  ExpectSize(*larger, 1600, 1600);
  EXPECT_FALSE(SecondLook(1280, 960, ChooseInputSize(1280, 960, {}), {5, 5}));
}

TEST(Glance, SmallPicturesAreNotWorthIt) {
  EXPECT_FALSE(Glance(640, 640, ChooseInputSize(640, 640, {})));
  const InputSize full = ChooseInputSize(1280, 736, {});
  const auto glance = Glance(1280, 736, full);
  ASSERT_TRUE(glance);
  EXPECT_LE(20 * glance->width * glance->height, full.width * full.height);
  EXPECT_LE(2.5 * CoarseLook(1280, 736, full).width * CoarseLook(1280, 736, full).height, full.width * full.height);
}

}  // namespace
}  // namespace dsocr::detect
