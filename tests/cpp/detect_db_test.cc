#include "detect/db.h"

#include <gtest/gtest.h>

#include <cmath>

#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

// A map with rectangles of one probability on a background of another.
struct Map {
  int width, height;
  std::vector<float> values;

  Map(int w, int h, float background) : width(w), height(h), values(static_cast<std::size_t>(w) * h, background) {}
  void Fill(int left, int top, int right, int bottom, float value) {
    for (int y = top; y < bottom; ++y) {
      for (int x = left; x < right; ++x) values[y * width + x] = value;
    }
  }
  TextMap view(bool logits = false) const { return {values.data(), width, height, logits}; }
};

constexpr DbOptions kOptions{.threshold = 0.3f, .box_threshold = 0.5f, .unclip_ratio = 1.6f};

TEST(RectsFromMap, GrowsTheKernelByTheUnclipDistance) {
  Map map(100, 60, 0.01f);
  map.Fill(20, 20, 70, 30, 0.9f);
  const auto rects = RectsFromMap(map.view(), kOptions);
  ASSERT_EQ(rects.size(), 1u);
  // The mask is dilated by one pixel to the right and down, and measured between pixel centres: 50 x 10.
  const float distance = 50 * 10 * 1.6f / (2 * (50 + 10));
  const geometry::Box box = geometry::BoundingBox(geometry::ReadingQuad(rects[0].rect));
  EXPECT_NEAR(box.left, 20.5f - distance, 1e-3);
  EXPECT_NEAR(box.right, 70.5f + distance, 1e-3);
  EXPECT_NEAR(box.top, 20.5f - distance, 1e-3);
  EXPECT_NEAR(box.bottom, 30.5f + distance, 1e-3);
}

TEST(RectsFromMap, LogitsGiveTheSameBoxesAsProbabilities) {
  Map map(120, 80, 0.02f), logits(120, 80, 0);
  map.Fill(10, 10, 60, 22, 0.8f);
  map.Fill(10, 40, 90, 55, 0.6f);
  for (std::size_t i = 0; i < map.values.size(); ++i) logits.values[i] = std::log(map.values[i] / (1 - map.values[i]));
  const auto a = RectsFromMap(map.view(), kOptions), b = RectsFromMap(logits.view(true), kOptions);
  ASSERT_EQ(a.size(), 2u);
  ASSERT_EQ(b.size(), 2u);
  for (int i = 0; i < 2; ++i) {
    EXPECT_NEAR(a[i].score, b[i].score, 1e-5);
    EXPECT_NEAR(a[i].rect.center.y, b[i].rect.center.y, 1e-3);
  }
}

TEST(RectsFromMap, DropsWhatIsTooFaintTooSmallOrNothing) {
  Map faint(64, 64, 0);
  faint.Fill(10, 10, 40, 20, 0.4f);  // above the pixel threshold, below the box threshold
  EXPECT_TRUE(RectsFromMap(faint.view(), kOptions).empty());
  Map small(64, 64, 0);
  small.Fill(10, 10, 40, 12, 1);  // two rows: 2 pixels between the centres once dilated
  EXPECT_TRUE(RectsFromMap(small.view(), kOptions).empty());
  EXPECT_TRUE(RectsFromMap(Map(64, 64, 0).view(), kOptions).empty());
}

TEST(RectsFromMap, KeepsTwoLinesApart) {
  Map map(100, 60, 0);
  map.Fill(10, 10, 90, 20, 1);
  map.Fill(10, 24, 90, 34, 1);
  EXPECT_EQ(RectsFromMap(map.view(), kOptions).size(), 2u);
}

TEST(RectsFromMap, AMapOfNaNHasNoText) {
  EXPECT_TRUE(RectsFromMap(Map(64, 64, NAN).view(), kOptions).empty());
}

TEST(RectsFromMap, ABoxAroundNaNIsNoText) {
  Map map(64, 64, 0);
  map.Fill(10, 10, 50, 24, 1);
  map.Fill(20, 16, 22, 18, NAN);
  EXPECT_TRUE(RectsFromMap(map.view(), kOptions).empty());
}

TEST(RectsFromMap, TextUpToTheEdges) {
  const Map map(40, 20, 1);
  const auto rects = RectsFromMap(map.view(), kOptions);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_FLOAT_EQ(rects[0].score, 1);
}

}  // namespace
}  // namespace dsocr::detect
