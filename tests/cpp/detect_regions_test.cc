#include "detect/regions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

constexpr int kWidth = 1280, kHeight = 736;
const InputSize kFull = ChooseInputSize(kWidth, kHeight, {});

Detection Box(float left, float top, float width, float height) {
  const float right = left + width, bottom = top + height;
  return {{Point{left, top}, {right, top}, {right, bottom}, {left, bottom}}, 1};
}

bool Contains(const Area& outer, const Area& inner) {
  return inner.left >= outer.left && inner.top >= outer.top &&
         inner.left + inner.width <= outer.left + outer.width && inner.top + inner.height <= outer.top + outer.height;
}

bool Overlap(const Area& a, const Area& b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

Area Whole(const Detection& box) {
  const geometry::Box b = geometry::BoundingBox(box.quad);
  return {static_cast<int>(b.left), static_cast<int>(b.top), static_cast<int>(b.width()), static_cast<int>(b.height())};
}

std::vector<Detection> SomeBoxes(std::mt19937& random) {
  const auto number = [&](int from, int to) {
    return static_cast<float>(std::uniform_int_distribution(from, to)(random));
  };
  std::vector<Detection> boxes;
  for (int i = std::uniform_int_distribution(1, 8)(random); i > 0; --i) {
    boxes.push_back(Box(number(0, kWidth - 101), number(0, kHeight - 31), number(4, 100), number(4, 30)));
  }
  return boxes;
}

TEST(WrittenShare, CountsSomeRoomAroundEachLine) {
  EXPECT_EQ(WrittenShare({}, 100, 100), 0);
  EXPECT_NEAR(WrittenShare({Box(40, 40, 20, 10)}, 100, 100), 40 * 30 / 1e4, 1e-6);
}

TEST(TextRegions, NeighboursShareOne) {
  EXPECT_EQ(TextRegions({Box(100, 100, 80, 20), Box(190, 100, 80, 20)}, kWidth, kHeight).size(), 1u);
  EXPECT_EQ(TextRegions({Box(100, 100, 80, 20), Box(900, 600, 80, 20)}, kWidth, kHeight).size(), 2u);
}

TEST(TextRegions, EveryBoxLiesInOneAndNoTwoOverlap) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const std::vector<Detection> boxes = SomeBoxes(random);
    const std::vector<Area> regions = TextRegions(boxes, kWidth, kHeight);
    for (const Detection& box : boxes) {
      EXPECT_EQ(std::ranges::count_if(regions, [&](const Area& r) { return Contains(r, Whole(box)); }), 1);
    }
    for (std::size_t i = 0; i < regions.size(); ++i) {
      EXPECT_TRUE(Contains({0, 0, kWidth, kHeight}, regions[i]));
      for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(Overlap(regions[i], regions[j]));
    }
  }
}

TEST(Packed, PartsLieApartOnASmallerCanvasAtTheScaleOfTheWhole) {
  std::mt19937 random(2);
  int packed = 0;
  for (int round = 0; round < 200; ++round) {
    const auto regions = TextRegions(SomeBoxes(random), kWidth, kHeight);
    const auto canvas = Packed(regions, kFull, kWidth, kHeight);
    if (!canvas) continue;
    ++packed;
    EXPECT_LT(canvas->width * canvas->height, kFull.canvas_width * kFull.canvas_height);
    EXPECT_EQ(canvas->width % kInputStep, 0);
    EXPECT_EQ(canvas->height % kInputStep, 0);
    ASSERT_EQ(canvas->placements.size(), regions.size());
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const auto& [core, part, at] = canvas->placements[i];
      EXPECT_TRUE(Contains(part, core));
      EXPECT_TRUE(Contains({0, 0, kWidth, kHeight}, part));
      EXPECT_TRUE(Contains({0, 0, canvas->width, canvas->height}, at));
      EXPECT_NEAR(at.width, part.width, 1);  // this picture is seen at its own size
      EXPECT_NEAR(at.height, part.height, 1);
      for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(Overlap(at, canvas->placements[j].at));
    }
  }
  EXPECT_GT(packed, 100);
}

TEST(Packed, NotWhereItSavesLittle) {
  EXPECT_FALSE(Packed({{0, 0, kWidth, kHeight - 20}}, kFull, kWidth, kHeight));
}

TEST(Packed, NothingIsPackedFromNothing) { EXPECT_FALSE(Packed({}, kFull, kWidth, kHeight)); }

}  // namespace
}  // namespace dsocr::detect
