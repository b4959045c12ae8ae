// Resize against answers that are known beforehand, and every back end against the scalar one.
#include "kernels/resize.h"

#include <gtest/gtest.h>

#include "tests/cpp/support/pictures.h"
#include "tests/cpp/support/planes.h"

namespace dsocr::kernels {
namespace {

using dsocr::testing::KeepBytes;
using dsocr::testing::LargestDifference;
using dsocr::testing::MakeImage;
using dsocr::testing::NoisePicture;
using dsocr::testing::Planes;
using dsocr::testing::Scattered;
using dsocr::testing::WithBackend;

// 1e-5 of a range of 255 levels.
constexpr float kTolerance = 255e-5f;

class ResizeTest : public ::testing::TestWithParam<std::string> {
 protected:
  Planes Resize(const ImageView& image, int width, int height, const Normalization& normalization = KeepBytes(),
                int padding = 0) {
    Planes planes(width, height, padding);
    WithBackend(GetParam(), [&] { ResizeToPlanar(image, normalization, planes.planar()); });
    return planes;
  }
};

TEST_P(ResizeTest, TheSameSizeKeepsEveryPixel) {
  const Image image = MakeImage(13, 7, PixelFormat::kRgb, Scattered);
  const Planes planes = Resize(image.view(), 13, 7);
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 13; ++x) {
      for (int c = 0; c < 3; ++c) ASSERT_EQ(planes.at(c, y, x), Scattered(x, y, c));
    }
  }
}

// A ramp stays a ramp under bilinear interpolation: value(x) = 10 x + 5 at pixel centres x.
TEST_P(ResizeTest, ARampEnlargedFollowsItsLine) {
  const Image image = MakeImage(20, 3, PixelFormat::kRgb, [](int x, int, int) { return 10 * x + 5; });
  const Planes planes = Resize(image.view(), 50, 4);
  for (int x = 0; x < 50; ++x) {
    const float position = (static_cast<float>(x) + 0.5f) * 20 / 50 - 0.5f;
    const float clamped = std::min(std::max(position, 0.f), 19.f);
    ASSERT_NEAR(planes.at(1, 2, x), 10 * clamped + 5, kTolerance) << x;
  }
}

// 7 source pixels a destination pixel: their plain mean.
TEST_P(ResizeTest, AWholeReductionAveragesItsCells) {
  const Image image = MakeImage(7 * 5, 3 * 2, PixelFormat::kRgb, Scattered);
  const Planes planes = Resize(image.view(), 5, 2);
  for (int c = 0; c < 3; ++c) {
    float sum = 0;
    for (int y = 3; y < 6; ++y) {
      for (int x = 14; x < 21; ++x) sum += static_cast<float>(Scattered(x, y, c));
    }
    EXPECT_NEAR(planes.at(c, 1, 2), sum / 21, kTolerance);
  }
}

// 5 pixels to 2: each takes two whole ones and half of the middle one.
TEST_P(ResizeTest, AFractionalReductionSharesPixels) {
  const std::uint8_t row[] = {10, 20, 30, 40, 50};
  const Planes planes = Resize({row, 5, 1, 5, PixelFormat::kGray}, 2, 1);
  for (int c = 0; c < 3; ++c) {
    EXPECT_NEAR(planes.at(c, 0, 0), (10 + 20 + 0.5f * 30) / 2.5f, kTolerance);
    EXPECT_NEAR(planes.at(c, 0, 1), (0.5f * 30 + 40 + 50) / 2.5f, kTolerance);
  }
}

TEST_P(ResizeTest, PlanesStandInTheOrderAskedForWithTheirOwnFactors) {
  const std::uint8_t rgba[] = {10, 20, 30, 99};
  const std::uint8_t bgr[] = {30, 20, 10};
  const Normalization normalization{{2, 3, 4}, {1, 0, -1}, true};
  for (const ImageView& view : {ImageView{rgba, 1, 1, 4, PixelFormat::kRgba}, ImageView{bgr, 1, 1, 3, PixelFormat::kBgr}}) {
    const Planes planes = Resize(view, 5, 2, normalization);
    EXPECT_EQ(planes.at(0, 0, 0), 30 * 2 + 1);
    EXPECT_EQ(planes.at(1, 1, 4), 20 * 3);
    EXPECT_EQ(planes.at(2, 0, 3), 10 * 4 - 1);
  }
}

TEST_P(ResizeTest, OnePixelFillsEverything) {
  const std::uint8_t pixel[] = {7, 8, 9};
  const Planes planes = Resize({pixel, 1, 1, 3, PixelFormat::kRgb}, 9, 3);
  for (int x = 0; x < 9; ++x) EXPECT_EQ(planes.at(2, 1, x), 9);
}

TEST_P(ResizeTest, EmptyPicturesAndTargetsAreLeftAlone) {
  const std::uint8_t pixel[] = {7};
  Planes planes(1, 1);
  PlanarF32 nothing = planes.planar();
  nothing.width = 0;
  WithBackend(GetParam(), [&] {
    ResizeToPlanar({}, KeepBytes(), planes.planar());
    ResizeToPlanar({pixel, 1, 1, 1, PixelFormat::kGray}, KeepBytes(), nothing);
  });
  EXPECT_EQ(planes.at(0, 0, 0), dsocr::testing::kUntouched);
}

// Sources and targets of 1 to 3 vector widths in guarded memory, rows padded, bottom up, of every format.
TEST_P(ResizeTest, AgreesWithScalarWhereVectorsEnd) {
  constexpr int kSizes[][4] = {{1, 1, 1, 1},  {2, 3, 5, 7},   {3, 2, 4, 4},   {5, 5, 3, 3},   {17, 4, 8, 9},
                               {16, 9, 33, 2}, {33, 5, 31, 5}, {7, 40, 6, 13}, {100, 11, 9, 3}, {47, 64, 15, 64}};
  constexpr PixelFormat kFormats[] = {PixelFormat::kGray, PixelFormat::kRgb, PixelFormat::kBgr, PixelFormat::kRgba,
                                      PixelFormat::kBgra};
  for (const auto& [source_width, source_height, width, height] : kSizes) {
    for (PixelFormat format : kFormats) {
      for (int padding : {0, 1, 5}) {
        for (bool bottom_up : {false, true}) {
          const NoisePicture picture(source_width, source_height, format, padding, bottom_up);
          const Planes planes = Resize(picture.view(), width, height, KeepBytes(true), padding);
          Planes scalar(width, height);
          WithBackend("scalar", [&] { ResizeToPlanar(picture.view(), KeepBytes(true), scalar.planar()); });
          ASSERT_LE(LargestDifference(planes, scalar), kTolerance)
              << source_width << "x" << source_height << " to " << width << "x" << height;
          ASSERT_TRUE(planes.PaddingIsUntouched());
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Backends, ResizeTest, ::testing::ValuesIn(KernelBackends()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace dsocr::kernels
