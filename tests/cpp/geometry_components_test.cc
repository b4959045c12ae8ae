#include "geometry/components.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dsocr::geometry {
namespace {

std::vector<std::uint8_t> MaskOf(const std::vector<std::string>& rows) {
  std::vector<std::uint8_t> mask;
  for (const std::string& row : rows) {
    for (const char c : row) mask.push_back(c == '#');
  }
  return mask;
}

std::vector<int> Sizes(const std::vector<std::string>& rows) {
  std::vector<int> sizes;
  const int width = static_cast<int>(rows.front().size()), height = static_cast<int>(rows.size());
  for (const Component& c : ConnectedComponents(MaskOf(rows).data(), width, height)) sizes.push_back(c.pixels);
  return sizes;
}

TEST(ConnectedComponents, DiagonalNeighboursBelongTogether) {
  EXPECT_EQ(Sizes({"#..", ".#.", "..#"}), std::vector<int>{3});
  EXPECT_EQ(Sizes({"..#", ".#.", "#.."}), std::vector<int>{3});
  EXPECT_EQ(Sizes({"#.#", "...", "#.#"}), (std::vector<int>{1, 1, 1, 1}));
}

TEST(ConnectedComponents, BranchesThatMeetBelowAreOne) {
  EXPECT_EQ(Sizes({"#...#...#", "#...#...#", "#########", ".........", "##.....##"}), (std::vector<int>{15, 2, 2}));
}

TEST(ConnectedComponents, OrderIsThatOfTheFirstPixel) {
  EXPECT_EQ(Sizes({"...##", "#....", "#...."}), (std::vector<int>{2, 2}));
  const auto mask = MaskOf({"...##", "#....", "#...."});
  EXPECT_EQ(ConnectedComponents(mask.data(), 5, 3)[0].extremes[0].x, 3);
}

TEST(ConnectedComponents, EmptyMaskAndEmptySize) {
  EXPECT_TRUE(Sizes({".........................."}).empty());
  EXPECT_TRUE(ConnectedComponents(nullptr, 0, 0).empty());
}

// Against the plainest thing that is right: flooding from each pixel.
int FloodFrom(std::vector<std::uint8_t>& mask, int width, int height, int x, int y) {
  if (x < 0 || y < 0 || x >= width || y >= height || mask[y * width + x] == 0) return 0;
  mask[y * width + x] = 0;
  int pixels = 1;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) pixels += FloodFrom(mask, width, height, x + dx, y + dy);
  }
  return pixels;
}

TEST(ConnectedComponents, AgreesWithFloodingOnRandomMasks) {
  std::mt19937 random(3);
  for (const int width : {1, 7, 8, 9, 31, 64}) {
    for (int density = 1; density < 8; ++density) {
      const int height = 24;
      std::vector<std::uint8_t> mask(static_cast<std::size_t>(width) * height);
      for (auto& pixel : mask) pixel = static_cast<int>(random() % 8) < density;
      std::vector<int> found, expected;
      for (const Component& c : ConnectedComponents(mask.data(), width, height)) found.push_back(c.pixels);
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          if (const int pixels = FloodFrom(mask, width, height, x, y)) expected.push_back(pixels);
        }
      }
      EXPECT_EQ(found, expected) << width << " wide, density " << density;
    }
  }
}

TEST(DilateByTwo, GrowsToTheRightAndDown) {
  auto mask = MaskOf({"....", ".#..", "....", "...#"});
  DilateByTwo(mask.data(), 4, 4);
  EXPECT_EQ(mask, MaskOf({"....", ".##.", ".##.", "...#"}));
}

}  // namespace
}  // namespace dsocr::geometry
