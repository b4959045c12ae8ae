// Warp against answers that are known beforehand, and every back end against the scalar one.
#include "kernels/warp.h"

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

// Back ends may round a coordinate by 2e-4 pixels differently: 0.05 of 255 levels.
constexpr float kTolerance = 0.05f;

class WarpTest : public ::testing::TestWithParam<std::string> {
 protected:
  Planes Warp(const ImageView& image, const Homography& map, int width, int height, int padding = 0) {
    Planes planes(width, height, padding);
    WithBackend(GetParam(), [&] { WarpToPlanar(image, map, KeepBytes(), planes.planar()); });
    return planes;
  }
};

TEST_P(WarpTest, IdentityKeepsEveryPixel) {
  const Image image = MakeImage(19, 6, PixelFormat::kRgb, Scattered);
  const Planes planes = Warp(image.view(), {}, 19, 6);
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 19; ++x) ASSERT_EQ(planes.at(2, y, x), Scattered(x, y, 2));
  }
}

// Destination (x, y) shows source (y, 18 - x): the picture turned by 90 degrees, pixel for pixel.
TEST_P(WarpTest, AQuarterTurnMovesPixelsExactly) {
  const Image image = MakeImage(6, 19, PixelFormat::kRgb, Scattered);
  const Planes planes = Warp(image.view(), {{0, 1, 0, -1, 0, 19, 0, 0, 1}}, 19, 6);
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 19; ++x) ASSERT_NEAR(planes.at(0, y, x), Scattered(y, 18 - x, 0), kTolerance);
  }
}

// value = 3 x + 2 y at pixel centres, which bilinear sampling gives back at any place inside.
TEST_P(WarpTest, APerspectiveViewOfAPlaneFollowsTheFormula) {
  const Image image = MakeImage(60, 30, PixelFormat::kRgb, [](int x, int y, int) { return 3 * x + 2 * y; });
  const Homography map{{0.9, 0.1, 5, 0.05, 0.8, 4, 0.002, 0.001, 1}};
  const Planes planes = Warp(image.view(), map, 40, 20);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 40; ++x) {
      const double u = x + 0.5, v = y + 0.5;
      const double w = map.m[6] * u + map.m[7] * v + 1;
      const double source_x = (map.m[0] * u + map.m[1] * v + map.m[2]) / w - 0.5;
      const double source_y = (map.m[3] * u + map.m[4] * v + map.m[5]) / w - 0.5;
      ASSERT_NEAR(planes.at(1, y, x), 3 * source_x + 2 * source_y, kTolerance) << x << ", " << y;
    }
  }
}

// A reduction by 4 x 3 averages 4 x 3 samples, here the centres of the pixels.
TEST_P(WarpTest, AReductionAveragesItsSamples) {
  const Image image = MakeImage(40, 30, PixelFormat::kRgb, Scattered);
  const Planes planes = Warp(image.view(), {{4, 0, 0, 0, 3, 0, 0, 0, 1}}, 10, 10);
  float sum = 0;
  for (int y = 15; y < 18; ++y) {
    for (int x = 12; x < 16; ++x) sum += static_cast<float>(Scattered(x, y, 1));
  }
  EXPECT_NEAR(planes.at(1, 5, 3), sum / 12, kTolerance);
}

TEST_P(WarpTest, OutsideThePictureItsEdgeGoesOn) {
  const Image image = MakeImage(8, 8, PixelFormat::kRgb, Scattered);
  const Planes planes = Warp(image.view(), {{1, 0, -4, 0, 1, 100, 0, 0, 1}}, 16, 2);
  EXPECT_EQ(planes.at(0, 0, 0), Scattered(0, 7, 0));
  EXPECT_EQ(planes.at(0, 1, 15), Scattered(7, 7, 0));
}

// Nonsense gives some pixel of the picture, never a wild read.
TEST_P(WarpTest, MapsWithoutMeaningStayInThePicture) {
  const NoisePicture picture(9, 5, PixelFormat::kRgb);
  const double nan = NAN, huge = 1e300;
  for (const Homography& map : {Homography{{nan, 0, 0, 0, nan, 0, 0, 0, nan}}, Homography{{0, 0, 0, 0, 0, 0, 0, 0, 0}},
                                Homography{{huge, huge, 0, -huge, 1, 0, 0, 0, 1}}, Homography{{1, 0, 0, 0, 1, 0, -0.2, 0, 1}}}) {
    const Planes planes = Warp(picture.view(), map, 21, 3);
    for (int x = 0; x < 21; ++x) {
      ASSERT_GE(planes.at(0, 1, x), 0);
      ASSERT_LE(planes.at(0, 1, x), 255);
    }
  }
}

TEST_P(WarpTest, GreyFillsAllPlanesAndAFourthChannelIsIgnored) {
  const Image gray = MakeImage(12, 5, PixelFormat::kGray, Scattered);
  const Image rgba = MakeImage(12, 5, PixelFormat::kRgba, [](int x, int y, int c) { return c == 3 ? 17 : Scattered(x, y, 0); });
  const Homography map{{0.7, 0.1, 1, -0.1, 0.8, 1, 0, 0, 1}};
  EXPECT_LE(LargestDifference(Warp(gray.view(), map, 13, 4), Warp(rgba.view(), map, 13, 4)), kTolerance);
}

TEST_P(WarpTest, AgreesWithScalarWhereVectorsEnd) {
  constexpr int kSizes[][4] = {{1, 1, 3, 3}, {2, 2, 5, 4}, {3, 2, 8, 2}, {2, 9, 9, 3}, {40, 30, 17, 5}, {33, 7, 25, 9}, {5, 1, 7, 1}};
  constexpr Homography kMaps[] = {{{1.1, 0.2, -2, -0.1, 0.9, 1, 0, 0, 1}},
                                  {{0.5, 0.1, 1, 0.05, 0.7, 0, 0.004, -0.003, 1}},
                                  {{2.6, 0.3, -9, -0.2, 3.4, -5, 0.001, 0, 1}}};
  constexpr PixelFormat kFormats[] = {PixelFormat::kGray, PixelFormat::kRgb, PixelFormat::kBgra};
  for (const auto& [source_width, source_height, width, height] : kSizes) {
    for (const Homography& map : kMaps) {
      for (PixelFormat format : kFormats) {
        for (bool bottom_up : {false, true}) {
          const NoisePicture picture(source_width, source_height, format, 3, bottom_up);
          const Planes planes = Warp(picture.view(), map, width, height, 2);
          Planes scalar(width, height);
          WithBackend("scalar", [&] { WarpToPlanar(picture.view(), map, KeepBytes(), scalar.planar()); });
          ASSERT_LE(LargestDifference(planes, scalar), kTolerance) << source_width << "x" << source_height;
          ASSERT_TRUE(planes.PaddingIsUntouched());
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Backends, WarpTest, ::testing::ValuesIn(KernelBackends()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace dsocr::kernels
