// JPEG: our encoder's files, and files edited by hand.
#include <gmock/gmock.h>

#include "tests/cpp/support/decoded.h"
#include "tests/cpp/support/pictures.h"

namespace dsocr {
namespace {

using dsocr::testing::ByteVector;
using dsocr::testing::DecodeError;
using dsocr::testing::LargestDifference;
using dsocr::testing::MakeImage;
using ::testing::HasSubstr;

// Smooth enough to survive the compression.
int Slope(int x, int y, int c) { return 40 + x + y / 2 + 10 * c; }

ByteVector JpegFile(int width, int height, PixelFormat format, int quality = 95) {
  const auto file = EncodeImage(MakeImage(width, height, format, Slope).view(), "jpeg", quality);
  EXPECT_TRUE(file);
  return file.value_or(ByteVector());
}

TEST(Jpeg, WhatIsEncodedIsNearlyDecodedAgain) {
  EXPECT_LE(LargestDifference(DecodeImage(JpegFile(61, 43, PixelFormat::kRgb), "t"), 61, 43, PixelFormat::kRgb, Slope), 4);
  EXPECT_LE(LargestDifference(DecodeImage(JpegFile(61, 43, PixelFormat::kGray), "t"), 61, 43, PixelFormat::kGray, Slope), 2);
  EXPECT_LE(LargestDifference(DecodeImage(JpegFile(61, 43, PixelFormat::kBgr), "t"), 61, 43, PixelFormat::kRgb,
                              [](int x, int y, int c) { return Slope(x, y, 2 - c); }), 4);
}

TEST(Jpeg, AlphaIsLaidOverWhiteBeforeEncoding) {
  const Image image = MakeImage(16, 16, PixelFormat::kRgba, [](int, int, int c) { return c == 3 ? 51 : 0; });
  const auto file = EncodeImage(image.view(), "jpeg");
  ASSERT_TRUE(file);
  EXPECT_LE(LargestDifference(DecodeImage(*file, "t"), 16, 16, PixelFormat::kRgb, [](int, int, int) { return 204; }), 1);
}

TEST(Jpeg, QualityChangesTheSize) {
  EXPECT_LT(JpegFile(200, 100, PixelFormat::kRgb, 10).size(), JpegFile(200, 100, PixelFormat::kRgb, 95).size());
}

struct ScaleCase {
  int enough;
  int width, height;
  int enough_short = 0;
};

class JpegScaleTest : public ::testing::TestWithParam<ScaleCase> {};

// Smaller where that is enough, and never smaller than that; the source size is what the file says.
TEST_P(JpegScaleTest, DecodesAtTheSizeThatIsEnough) {
  const DecodeOptions options{.enough_long_side = GetParam().enough, .enough_short_side = GetParam().enough_short};
  const auto decoded = DecodeImage(JpegFile(120, 50, PixelFormat::kRgb), "t", options);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->image.width(), GetParam().width);
  EXPECT_EQ(decoded->image.height(), GetParam().height);
  EXPECT_EQ(decoded->source_width, 120);
  EXPECT_EQ(decoded->source_height, 50);
  // Pixel x of the small picture shows source columns x * s to (x + 1) * s.
  const float scale = 120.f / static_cast<float>(GetParam().width);
  const int x = GetParam().width / 2;
  const float source_x = (static_cast<float>(x) + 0.5f) * scale - 0.5f;
  EXPECT_NEAR(decoded->image.data()[3 * x + 1], 50 + source_x + (scale - 1) / 4, 4);
}

INSTANTIATE_TEST_SUITE_P(Scales, JpegScaleTest,
                         ::testing::Values(ScaleCase{0, 120, 50}, ScaleCase{121, 120, 50}, ScaleCase{120, 120, 50},
                                           ScaleCase{61, 120, 50}, ScaleCase{60, 60, 25}, ScaleCase{31, 60, 25},
                                           ScaleCase{30, 30, 13}, ScaleCase{16, 30, 13}, ScaleCase{15, 15, 7},
                                           ScaleCase{1, 15, 7}, ScaleCase{1, 60, 25, 14}, ScaleCase{1, 120, 50, 26},
                                           ScaleCase{61, 120, 50, 1}));

TEST(Jpeg, TruncationTellsHowFarTheRowsWent) {
  const ByteVector file = JpegFile(64, 400, PixelFormat::kRgb);
  const ByteVector half(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(file.size() / 2));
  EXPECT_THAT(DecodeError(half), HasSubstr("truncated JPEG: its " + std::to_string(half.size()) + " bytes end after "));
  EXPECT_THAT(DecodeError(half), HasSubstr("expected 400"));
  const ByteVector head(file.begin(), file.begin() + 100);
  EXPECT_THAT(DecodeError(head), HasSubstr("before the first row of pixels"));
}

// Every pixel is there; all that lacks is the mark behind them.
TEST(Jpeg, AMissingEndMarkerIsForgiven) {
  ByteVector file = JpegFile(64, 64, PixelFormat::kRgb);
  file.resize(file.size() - 2);
  EXPECT_EQ(DecodeError(file), "no error");
}

TEST(Jpeg, DataThatBreakOffAreDamage) {
  ByteVector file = JpegFile(64, 400, PixelFormat::kRgb);
  file.resize(file.size() / 2);
  for (std::uint8_t byte : {0xFF, 0xD9}) file.push_back(byte);
  EXPECT_THAT(DecodeError(file), HasSubstr("damaged JPEG: its data break off after "));
}

TEST(Jpeg, TheEncoderRefusesWhatTheFormatCannotHold) {
  const Image image(70'000, 1, PixelFormat::kGray);
  const auto file = EncodeImage(image.view(), "jpeg");
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().message, HasSubstr("65500"));
}

}  // namespace
}  // namespace dsocr
