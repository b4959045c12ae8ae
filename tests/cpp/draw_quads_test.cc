// Outlines and numbers: on the quad, in front of it, and never outside of the canvas.
#include "draw/draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace dsocr::draw {
namespace {

const std::vector<Quad> kSquare{{{{20, 10}, {80, 10}, {80, 50}, {20, 50}}}};

Image WhitePaper(int width, int height) {
  Image paper(width, height, PixelFormat::kRgb);
  std::fill(paper.data(), paper.data() + paper.stride() * height, std::uint8_t{255});
  return paper;
}

bool IsInked(Image& canvas, int x, int y) {
  const std::uint8_t* pixel = canvas.row(y) + 3 * x;
  return pixel[0] != 255 || pixel[1] != 255 || pixel[2] != 255;
}

int InkedPixels(Image& canvas) {
  int count = 0;
  for (int y = 0; y < canvas.height(); ++y) {
    for (int x = 0; x < canvas.width(); ++x) count += IsInked(canvas, x, y);
  }
  return count;
}

TEST(DrawQuads, InksTheOutlineAndNothingElse) {
  Image canvas = WhitePaper(120, 70);
  DrawQuads(canvas, kSquare, {.stroke = 2, .numbers = false});
  for (int x = 20; x < 80; ++x) EXPECT_TRUE(IsInked(canvas, x, 9) && IsInked(canvas, x, 50)) << x;
  for (int y = 10; y < 50; ++y) EXPECT_TRUE(IsInked(canvas, 19, y) && IsInked(canvas, 80, y)) << y;
  for (int y = 13; y < 47; ++y) EXPECT_FALSE(IsInked(canvas, 50, y)) << y;
  EXPECT_LT(InkedPixels(canvas), 2 * (60 + 40) * 3);
}

TEST(DrawQuads, PutsNumbersLeftOfTheQuad) {
  Image plain = WhitePaper(120, 70), numbered = WhitePaper(120, 70);
  DrawQuads(plain, kSquare, {.numbers = false});
  DrawQuads(numbered, kSquare, {.digit_scale = 1, .numbers = true});
  EXPECT_FALSE(IsInked(plain, 15, 12));
  EXPECT_TRUE(IsInked(numbered, 13, 10));
  EXPECT_GT(InkedPixels(numbered), InkedPixels(plain));
}

TEST(DrawQuads, IsSafeForAnyCoordinates) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<Quad> quads{
      {{{-500, -500}, {900, -400}, {900, 900}, {-500, 800}}},
      {{{1e30f, 0}, {0, 1e30f}, {5, 5}, {1, 1}}},
      {{{std::nanf(""), 0}, {1, kInfinity}, {5, 5}, {1, 1}}},
      {{{7, 7}, {7, 7}, {7, 7}, {7, 7}}},
  };
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 70}, {120, 2}}) {
    Image canvas = WhitePaper(width, height);
    DrawQuads(canvas, quads, StyleFor(canvas, true));
  }
}

TEST(ToRgb, KnowsEveryFormat) {
  const std::uint8_t bytes[4] = {10, 20, 30, 128};
  const auto pixel = [&](PixelFormat format) {
    const Image rgb = ToRgb({bytes, 1, 1, 4, format});
    return std::array<int, 3>{rgb.data()[0], rgb.data()[1], rgb.data()[2]};
  };
  EXPECT_EQ(pixel(PixelFormat::kGray), (std::array{10, 10, 10}));
  EXPECT_EQ(pixel(PixelFormat::kRgb), (std::array{10, 20, 30}));
  EXPECT_EQ(pixel(PixelFormat::kBgr), (std::array{30, 20, 10}));
  EXPECT_EQ(pixel(PixelFormat::kRgba), (std::array{132, 137, 142}));
  EXPECT_EQ(pixel(PixelFormat::kBgra), (std::array{142, 137, 132}));
}

TEST(StyleFor, GrowsWithThePicture) {
  EXPECT_LT(StyleFor(WhitePaper(300, 200), true).stroke, StyleFor(WhitePaper(3000, 200), true).stroke);
  EXPECT_GE(StyleFor(WhitePaper(1, 1), true).digit_scale, 1);
}

}  // namespace
}  // namespace dsocr::draw
