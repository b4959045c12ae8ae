#include "geometry/quad.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dsocr::geometry {
namespace {

void ExpectPoint(Point p, float x, float y) {
  EXPECT_NEAR(p.x, x, 1e-3);
  EXPECT_NEAR(p.y, y, 1e-3);
}

TEST(ReadingQuad, StartsAtTheTopLeftWhateverTheAxis) {
  for (const Point axis : {Point{1, 0}, Point{-1, 0}}) {
    const Quad quad = ReadingQuad({{50, 20}, axis, 40, 10});
    ExpectPoint(quad[0], 10, 10);
    ExpectPoint(quad[1], 90, 10);
    ExpectPoint(quad[2], 90, 30);
    ExpectPoint(quad[3], 10, 30);
  }
  const Quad same = ReadingQuad({{50, 20}, {0, 1}, 10, 40});
  ExpectPoint(same[0], 10, 10);
}

TEST(ReadingQuad, ATallLineReadsDownwards) {
  const Quad quad = ReadingQuad({{50, 50}, {1, 0}, 10, 40});
  ExpectPoint(quad[0], 60, 10);
  ExpectPoint(quad[1], 60, 90);
  ExpectPoint(quad[2], 40, 90);
  ExpectPoint(quad[3], 40, 10);
  EXPECT_FLOAT_EQ(Width(quad), 80);
  EXPECT_FLOAT_EQ(Height(quad), 20);
}

TEST(ReadingQuad, ASquareIsNotTall) {
  ExpectPoint(ReadingQuad({{50, 50}, {0, 1}, 12, 10})[0], 40, 38);
}

TEST(ReadingQuad, FollowsATiltedLine) {
  const float angle = 0.3f;
  const Quad quad = ReadingQuad({{0, 0}, {-std::cos(angle), -std::sin(angle)}, 50, 5});
  EXPECT_NEAR(std::atan2(quad[1].y - quad[0].y, quad[1].x - quad[0].x), angle, 1e-5);
  EXPECT_LT(quad[0].y, quad[3].y);
}

TEST(StartingAt, KeepsTheCornersClockwise) {
  const Quad quad{{{0, 0}, {9, 1}, {8, 5}, {-1, 4}}};
  for (int first = 0; first < 4; ++first) {
    const Quad turned = StartingAt(quad, first);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(turned[i].x, quad[(first + i) % 4].x);
  }
}

Point Apply(const std::array<double, 9>& m, double x, double y) {
  const double w = m[6] * x + m[7] * y + m[8];
  return {static_cast<float>((m[0] * x + m[1] * y + m[2]) / w), static_cast<float>((m[3] * x + m[4] * y + m[5]) / w)};
}

TEST(RectToQuad, CarriesCornersToCorners) {
  for (const Quad& quad : {Quad{{{3, 4}, {103, 4}, {103, 24}, {3, 24}}}, Quad{{{10, 20}, {200, 40}, {190, 90}, {5, 70}}},
                           Quad{{{60, 10}, {60, 90}, {40, 90}, {40, 10}}}}) {
    const auto m = RectToQuad(320, 48, quad);
    for (const auto& [corner, x, y] : {std::tuple{0, 0, 0}, {1, 320, 0}, {2, 320, 48}, {3, 0, 48}}) {
      const Point p = Apply(m, x, y);
      ExpectPoint(p, quad[corner].x, quad[corner].y);
    }
  }
}

TEST(RectToQuad, KeepsStraightLinesStraight) {
  const Quad quad{{{0, 0}, {100, 20}, {100, 60}, {0, 80}}};
  const auto m = RectToQuad(1, 1, quad);
  // The centre of the rectangle lies where the quad's diagonals cross.
  const Point center = Apply(m, 0.5, 0.5);
  const float t = 100.f * center.y - 60.f * center.x;  // on the diagonal (0,0)-(100,60)
  EXPECT_NEAR(t, 0, 0.05);
}

TEST(Slice, TakesAPartOfTheLine) {
  const Quad part = Slice({{{0, 0}, {100, 0}, {100, 20}, {0, 20}}}, 0.25f, 0.5f);
  ExpectPoint(part[0], 25, 0);
  ExpectPoint(part[2], 50, 20);
}

TEST(ClippedTo, StaysInsideThePicture) {
  const Quad quad = ClippedTo({{{-5, -3}, {120, 4}, {110, 60}, {2, 55}}}, 100, 50);
  ExpectPoint(quad[0], 0, 0);
  ExpectPoint(quad[1], 100, 4);
  ExpectPoint(quad[2], 100, 50);
}

TEST(Contains, InsideTheSlantedSidesOrOnThem) {
  const Quad diamond{Point{50, 0}, {100, 50}, {50, 100}, {0, 50}};
  EXPECT_TRUE(Contains(diamond, {50, 50}));
  EXPECT_TRUE(Contains(diamond, {75, 25}));
  EXPECT_FALSE(Contains(diamond, {80, 20}));
  EXPECT_FALSE(Contains(diamond, {10, 80}));
}

}  // namespace
}  // namespace dsocr::geometry
