#include "detect/tiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

Detection Box(float left, float top, float right, float bottom) {
  return {{{{left, top}, {right, top}, {right, bottom}, {left, bottom}}}, 0.9f};
}

void ExpectBox(const Detection& found, float left, float top, float right, float bottom) {
  const geometry::Box box = geometry::BoundingBox(found.quad);
  EXPECT_NEAR(box.left, left, 1e-2);
  EXPECT_NEAR(box.top, top, 1e-2);
  EXPECT_NEAR(box.right, right, 1e-2);
  EXPECT_NEAR(box.bottom, bottom, 1e-2);
}

TEST(Tiles, NoneWhereTheLimitShowsNothingInThem) {
  EXPECT_GT(Tiles(800, 10000, 5000).size(), 1u);
  EXPECT_GT(Tiles(800, 10000, 1500).size(), 1u);
  EXPECT_EQ(Tiles(800, 10000, 900).size(), 1u);
  EXPECT_EQ(Tiles(320, 2'000'000, 320).size(), 1u);
}

TEST(Tiles, ALimitOfTheWholeIsAShareOfItForATile) {
  const Area tile = Tiles(800, 10000).front();
  EXPECT_EQ(SideOfTile(0, tile, 800, 10000), 0);
  EXPECT_EQ(SideOfTile(5000, tile, 800, 10000), tile.height / 2);
  EXPECT_EQ(LongerSideInTiles({0, 0, 800, 1000}, 800, 10000, 640), 9920);  // 1000 becomes 992
}

TEST(Tiles, OrdinaryPicturesReceiptsAndStripsAreSeenWhole) {
  for (const auto& [w, h] : {std::pair{4000, 3000}, {600, 2400}, {3000, 48}, {200, 5000}, {1, 100000}}) {
    const auto tiles = Tiles(w, h);
    ASSERT_EQ(tiles.size(), 1u) << w << " x " << h;
    EXPECT_EQ(std::tuple(tiles[0].left, tiles[0].top, tiles[0].width, tiles[0].height), std::tuple(0, 0, w, h));
  }
}

TEST(Tiles, ReachFromEndToEndAndOverlap) {
  for (const int longer : {3201, 4000, 5555, 10000, 100000}) {
    const auto tall = Tiles(800, longer), wide = Tiles(longer, 800);
    ASSERT_EQ(tall.size(), wide.size());
    ASSERT_GT(tall.size(), 1u);
    EXPECT_EQ(tall.front().top, 0);
    EXPECT_EQ(tall.back().top + tall.back().height, longer);
    for (std::size_t i = 0; i < tall.size(); ++i) {
      EXPECT_EQ(tall[i].width, 800);
      EXPECT_LE(tall[i].height, 1281);  // 1.6 times the width
      EXPECT_EQ(std::pair(tall[i].top, tall[i].height), std::pair(wide[i].left, wide[i].width));
    }
    for (std::size_t i = 1; i < tall.size(); ++i) {
      EXPECT_GE(tall[i - 1].top + tall[i - 1].height - tall[i].top, 199);
    }
  }
}

TEST(JoinedAtSeams, ALineThatTwoTilesSawWholeComesOutOnce) {
  const auto joined = JoinedAtSeams({{Box(0, 0, 100, 30), Box(0, 1000, 300, 1030)}, {Box(2, 1001, 298, 1031)}});
  ASSERT_EQ(joined.size(), 2u);
  ExpectBox(joined[0], 0, 0, 100, 30);
  ExpectBox(joined[1], 0, 1000, 300, 1031);
}

TEST(JoinedAtSeams, ALineThatASeamCutsIsMadeWhole) {
  // Along its length, over three tiles.
  const auto whole = JoinedAtSeams({{Box(50, 10, 1280, 40)}, {Box(1080, 10, 2360, 40)}, {Box(2160, 10, 3000, 40)}});
  ASSERT_EQ(whole.size(), 1u);
  ExpectBox(whole[0], 50, 10, 3000, 40);
  EXPECT_NEAR(whole[0].quad[0].x, 50, 1e-2);
  // Letters as high as the picture, which the overlap of a quarter of that shows in part.
  const auto huge = JoinedAtSeams({{Box(0, 5, 640, 395)}, {Box(540, 5, 1180, 395)}});
  ASSERT_EQ(huge.size(), 1u);
  ExpectBox(huge[0], 0, 5, 1180, 395);
  // Across its height: the first tile ends in the middle of its letters.
  const auto cut = JoinedAtSeams({{Box(20, 1260, 300, 1280)}, {Box(20, 1258, 302, 1300)}});
  ASSERT_EQ(cut.size(), 1u);
  ExpectBox(cut[0], 20, 1258, 302, 1300);
}

TEST(JoinedAtSeams, OneTilesWordsAreTheOthersLine) {
  const auto joined = JoinedAtSeams({{Box(0, 0, 200, 30), Box(215, 0, 400, 30)}, {Box(150, 0, 600, 30)}});
  ASSERT_EQ(joined.size(), 1u);
  ExpectBox(joined[0], 0, 0, 600, 30);
}

TEST(JoinedAtSeams, AHalfLetterAtTheEdgeOfATileBelongsToItsLine) {
  const Detection half{geometry::StartingAt(Box(1080, 8, 1094, 42).quad, 1), 0.6f};  // tall, so it seems to run downwards
  EXPECT_EQ(JoinedAtSeams({{Box(50, 10, 1280, 40)}, {half}}).size(), 1u);
}

TEST(JoinedAtSeams, NeighboursStayApart) {
  // The row below, whose box touches; the next word of the row; a box of the same tile; a tile further on.
  EXPECT_EQ(JoinedAtSeams({{Box(0, 0, 300, 30)}, {Box(0, 25, 300, 55), Box(305, 0, 500, 30)}}).size(), 3u);
  EXPECT_EQ(JoinedAtSeams({{Box(0, 0, 300, 30), Box(100, 5, 250, 28)}, {}}).size(), 2u);
  EXPECT_EQ(JoinedAtSeams({{Box(0, 0, 300, 30)}, {}, {Box(0, 0, 300, 30)}}).size(), 2u);
  // Lines that cross.
  const Detection vertical{geometry::StartingAt(Box(100, 0, 130, 300).quad, 1), 0.9f};
  EXPECT_EQ(JoinedAtSeams({{Box(0, 100, 300, 130)}, {vertical}}).size(), 2u);
}

TEST(JoinedAtSeams, ATiltedLineKeepsItsTilt) {
  const auto tilted = [](float from, float to) {
    const float slope = 0.1f;
    return Detection{{{{from, from * slope}, {to, to * slope}, {to - 3, to * slope + 30}, {from - 3, from * slope + 30}}},
                     0.8f};
  };
  const auto joined = JoinedAtSeams({{tilted(0, 1280)}, {tilted(1080, 2000)}});
  ASSERT_EQ(joined.size(), 1u);
  const Quad& quad = joined[0].quad;
  EXPECT_NEAR(std::atan2(quad[1].y - quad[0].y, quad[1].x - quad[0].x), std::atan(0.1), 2e-3);
  EXPECT_NEAR(geometry::Height(quad), 30, 2);
}

}  // namespace
}  // namespace dsocr::detect
