#include "pipeline/search_side.h"

#include <gtest/gtest.h>

#include "detect/input_size.h"
#include "detect/tiles.h"

namespace dsocr::pipeline {
namespace {

constexpr int kMinShortSide = 640;

double PixelsAt(int width, int height, int side) {
  const auto size = detect::ChooseInputSize(width, height, {.min_short_side = kMinShortSide, .max_side = side});
  return static_cast<double>(size.canvas_width) * size.canvas_height;
}

TEST(SearchSide, NoLimitChangesNothing) {
  EXPECT_EQ(SearchSide(1280, 960, kMinShortSide, {}), 0);
  EXPECT_EQ(SearchSide(4000, 3000, kMinShortSide, {}), 0);
  EXPECT_EQ(SearchSide(100, 60, kMinShortSide, {}), 0);
}

TEST(SearchSide, WhatFitsWithoutChangeIsLeftAlone) {
  const double usual = PixelsAt(1280, 960, 0);  // not reduced, so there is no second look
  EXPECT_EQ(SearchSide(1280, 960, kMinShortSide, {.at_once = usual, .in_all = 1.5 * usual}), 0);
}

TEST(SearchSide, ACoarseLookCountsInTime) {
  const double usual = PixelsAt(1280, 960, 0);
  const int side = SearchSide(1280, 960, kMinShortSide, {.in_all = usual});
  EXPECT_GT(side, 0);
  EXPECT_LT(side, 1280);
}

TEST(SearchSide, TheLargestThatFits) {
  const SearchLimits limits{.at_once = 600'000};
  const int side = SearchSide(1280, 960, kMinShortSide, limits);
  EXPECT_LE(PixelsAt(1280, 960, side), limits.at_once);
  EXPECT_GT(PixelsAt(1280, 960, side + 32), limits.at_once);
}

TEST(SearchSide, ASecondLookCountsWhereItMayCome) {
  // 4000 x 3000 is reduced to 1280 x 960; tiny text would bring a look at 2000 x 1504.
  const double usual = PixelsAt(4000, 3000, 0);
  EXPECT_EQ(SearchSide(4000, 3000, kMinShortSide, {.at_once = usual * 3}), 0);
  EXPECT_EQ(SearchSide(4000, 3000, kMinShortSide, {.at_once = usual * 2}), 1280);  // a side given: no second look
  EXPECT_EQ(SearchSide(4000, 3000, kMinShortSide, {.in_all = usual * 4}), 0);
  EXPECT_EQ(SearchSide(4000, 3000, kMinShortSide, {.in_all = usual * 3}), 1280);
}

TEST(SearchSide, AFirstLookCountsInTime) {
  const double usual = PixelsAt(300, 200, 0);  // enlarged to 960 x 640
  EXPECT_EQ(SearchSide(300, 200, kMinShortSide, {.at_once = usual}), 0);
  const int side = SearchSide(300, 200, kMinShortSide, {.in_all = usual});
  EXPECT_GT(side, 0);
  EXPECT_LT(side, 960);
}

// What is little for the whole of a long picture is much for each of its tiles.
TEST(SearchSide, WithinALimitOfMemoryALongPictureStaysInTiles) {
  const int width = 1080, height = 12000;
  const double at_once = 865'000;
  EXPECT_EQ(SearchSide(width, height, kMinShortSide, {.at_once = 2'000'000}), 0);
  const int side = SearchSide(width, height, kMinShortSide, {.at_once = at_once});
  EXPECT_GT(side, height * 2 / 3);  // at once it would be a quarter
  for (const detect::Area& tile : detect::Tiles(width, height)) {
    EXPECT_LE(PixelsAt(tile.width, tile.height, detect::SideOfTile(side, tile, width, height)), at_once);
  }
  EXPECT_LT(SearchSide(width, height, kMinShortSide, {.in_all = at_once}), height / 3);  // time is one for all of them
}

TEST(SearchSide, NeverUnderTheLeast) {
  EXPECT_EQ(SearchSide(4000, 3000, kMinShortSide, {.at_once = 10}), kLeastSearchSide);
  EXPECT_EQ(SearchSide(1280, 960, kMinShortSide, {.in_all = 0}), kLeastSearchSide);
}

}  // namespace
}  // namespace dsocr::pipeline
