#include "geometry/rotated_rect.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace dsocr::geometry {
namespace {

constexpr float kPi = 3.14159265f;

// Corners of the rectangle that the test knows; the oracle is how they were made.
std::vector<Point> CornersOf(Point center, float length, float breadth, float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  std::vector<Point> corners;
  for (const auto& [a, b] : {std::pair{-1.f, -1.f}, {1.f, -1.f}, {1.f, 1.f}, {-1.f, 1.f}}) {
    const float x = a * length / 2, y = b * breadth / 2;
    corners.push_back({center.x + x * c - y * s, center.y + x * s + y * c});
  }
  return corners;
}

TEST(ConvexHull, DropsInnerCollinearAndRepeatedPoints) {
  std::vector<Point> points{{0, 0}, {4, 0}, {2, 0}, {4, 4}, {0, 4}, {2, 2}, {0, 0}, {1, 3}, {0, 2}};
  EXPECT_EQ(ConvexHull(points).size(), 4u);
}

TEST(ConvexHull, OfOneAndTwoPoints) {
  std::vector<Point> one{{3, 5}, {3, 5}};
  EXPECT_EQ(ConvexHull(one).size(), 1u);
  std::vector<Point> line{{0, 0}, {2, 2}, {1, 1}};
  EXPECT_EQ(ConvexHull(line).size(), 2u);
}

TEST(MinAreaRect, FindsARectangleThatWasTurnedByAnyAngle) {
  for (int degrees = 0; degrees < 180; degrees += 7) {
    std::vector<Point> points = CornersOf({50, 40}, 30, 8, static_cast<float>(degrees) * kPi / 180);
    const RotatedRect rect = MinAreaRect(ConvexHull(points));
    EXPECT_NEAR(rect.center.x, 50, 1e-3);
    EXPECT_NEAR(rect.center.y, 40, 1e-3);
    EXPECT_NEAR(rect.area(), 240, 0.05);
    EXPECT_NEAR(rect.shorter_side(), 8, 1e-3);
  }
}

TEST(MinAreaRect, CoversRandomPointsAndNoAngleIsSmaller) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> coordinate(0, 100);
  for (int round = 0; round < 50; ++round) {
    std::vector<Point> points(20);
    for (Point& p : points) p = {coordinate(random), coordinate(random)};
    const std::vector<Point> all = points;
    const RotatedRect rect = MinAreaRect(ConvexHull(points));
    for (const Point& p : all) {
      const float dx = p.x - rect.center.x, dy = p.y - rect.center.y;
      EXPECT_LE(std::abs(dx * rect.axis.x + dy * rect.axis.y), rect.half_length + 1e-3);
      EXPECT_LE(std::abs(dy * rect.axis.x - dx * rect.axis.y), rect.half_breadth + 1e-3);
    }
    for (int step = 0; step < 360; ++step) {
      const float angle = static_cast<float>(step) * kPi / 720, c = std::cos(angle), s = std::sin(angle);
      float low_a = 1e9f, high_a = -1e9f, low_b = 1e9f, high_b = -1e9f;
      for (const Point& p : all) {
        low_a = std::min(low_a, p.x * c + p.y * s), high_a = std::max(high_a, p.x * c + p.y * s);
        low_b = std::min(low_b, p.y * c - p.x * s), high_b = std::max(high_b, p.y * c - p.x * s);
      }
      EXPECT_LE(rect.area(), (high_a - low_a) * (high_b - low_b) * 1.0001f);
    }
  }
}

TEST(MinAreaRect, OfFewPointsHasNoArea) {
  EXPECT_EQ(MinAreaRect({}).area(), 0);
  EXPECT_EQ(MinAreaRect({{2, 3}}).center.x, 2);
  const RotatedRect rect = MinAreaRect({{0, 0}, {4, 0}});
  EXPECT_EQ(rect.area(), 0);
  EXPECT_EQ(rect.half_length, 2);
}

TEST(Grow, MovesEachSideByTheUnclipDistance) {
  const RotatedRect rect{{0, 0}, {1, 0}, 10, 5};
  // 20 x 10: area 200, perimeter 60.
  const float d = UnclipDistance(rect, 1.5f);
  EXPECT_FLOAT_EQ(d, 5);
  EXPECT_FLOAT_EQ(Grow(rect, d).area(), 30 * 20);
  EXPECT_EQ(UnclipDistance(RotatedRect{}, 1.5f), 0);
}

}  // namespace
}  // namespace dsocr::geometry
