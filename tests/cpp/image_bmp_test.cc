// BMP files written here byte by byte.
#include <gmock/gmock.h>

#include "tests/cpp/support/decoded.h"

namespace dsocr {
namespace {

using dsocr::testing::BmpFile;
using dsocr::testing::ByteVector;
using dsocr::testing::DecodeError;
using dsocr::testing::LargestDifference;
using ::testing::HasSubstr;

// Two colours a row: first pixel of the top row, and so on.
using Pixels = std::vector<std::vector<int>>;

int Difference(const ByteVector& file, const Pixels& expected, int width) {
  return LargestDifference(DecodeImage(file, "test"), width, static_cast<int>(expected.size()), PixelFormat::kRgb,
                           [&](int x, int y, int c) { return expected[y][3 * x + c]; });
}

const Pixels kTwoByTwo = {{1, 2, 3, 4, 5, 6}, {7, 8, 9, 250, 251, 252}};

TEST(Bmp, TwentyFourBitsBottomUp) {
  const ByteVector pixels = {9, 8, 7, 252, 251, 250, 0, 0, 3, 2, 1, 6, 5, 4, 0, 0};
  EXPECT_EQ(Difference(BmpFile(2, 2, 24, 0, {}, pixels), kTwoByTwo, 2), 0);
}

TEST(Bmp, TwentyFourBitsTopDown) {
  const ByteVector pixels = {3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 252, 251, 250, 0, 0};
  EXPECT_EQ(Difference(BmpFile(2, -2, 24, 0, {}, pixels), kTwoByTwo, 2), 0);
}

TEST(Bmp, ThirtyTwoBitsIgnoreTheFourthByte) {
  const ByteVector pixels = {9, 8, 7, 0, 252, 251, 250, 99, 3, 2, 1, 255, 6, 5, 4, 1};
  EXPECT_EQ(Difference(BmpFile(2, 2, 32, 0, {}, pixels), kTwoByTwo, 2), 0);
}

// Masks in another order: red in the lowest byte.
TEST(Bmp, ThirtyTwoBitFields) {
  const ByteVector masks = {0xFF, 0, 0, 0, 0, 0xFF, 0, 0, 0, 0, 0xFF, 0};
  const ByteVector pixels = {7, 8, 9, 0, 250, 251, 252, 0, 1, 2, 3, 0, 4, 5, 6, 0};
  EXPECT_EQ(Difference(BmpFile(2, 2, 32, 3, masks, pixels), kTwoByTwo, 2), 0);
}

// 5 bits: 31 is 255, 16 is round(16 * 255 / 31) = 132. 6 bits: 32 is round(32 * 255 / 63) = 130.
TEST(Bmp, SixteenBitsDefaultTo555AndTakeFields) {
  const ByteVector pixels_555 = {0x1F, 0x40, 0, 0};  // red 16, green 0, blue 31
  EXPECT_EQ(Difference(BmpFile(1, 1, 16, 0, {}, pixels_555), {{132, 0, 255}}, 1), 0);
  const ByteVector masks_565 = {0, 0xF8, 0, 0, 0xE0, 0x07, 0, 0, 0x1F, 0, 0, 0};
  const ByteVector pixels_565 = {0x1F, 0x84, 0, 0};  // red 16, green 32, blue 31
  EXPECT_EQ(Difference(BmpFile(1, 1, 16, 3, masks_565, pixels_565), {{132, 130, 255}}, 1), 0);
}

TEST(Bmp, PalettesOfOneFourAndEightBits) {
  const ByteVector palette = {30, 20, 10, 0, 60, 50, 40, 0};  // (10, 20, 30), (40, 50, 60)
  const Pixels row = {{40, 50, 60, 10, 20, 30, 40, 50, 60}};
  EXPECT_EQ(Difference(BmpFile(3, 1, 1, 0, palette, {0xA0, 0, 0, 0}), row, 3), 0);
  EXPECT_EQ(Difference(BmpFile(3, 1, 4, 0, palette, {0x10, 0x10, 0, 0}), row, 3), 0);
  EXPECT_EQ(Difference(BmpFile(3, 1, 8, 0, palette, {1, 0, 1, 0}), row, 3), 0);
}

TEST(Bmp, AnIndexBeyondThePaletteIsBlack) {
  EXPECT_EQ(Difference(BmpFile(1, 1, 8, 0, {30, 20, 10, 0}, {200, 0, 0, 0}), {{0, 0, 0}}, 1), 0);
}

TEST(Bmp, CompressedAndOddFilesAreRefusedWithTheReason) {
  EXPECT_THAT(DecodeError(BmpFile(2, 2, 8, 1, {}, ByteVector(64))), HasSubstr("RLE"));
  EXPECT_THAT(DecodeError(BmpFile(2, 2, 24, 5, {}, ByteVector(64))), HasSubstr("compression 5"));
  EXPECT_THAT(DecodeError(BmpFile(2, 2, 7, 0, {}, ByteVector(64))), HasSubstr("7 bits per pixel"));
  EXPECT_THAT(DecodeError(BmpFile(2, 2, 24, 3, ByteVector(12), ByteVector(64))), HasSubstr("expected 16 or 32"));
  EXPECT_THAT(DecodeError(BmpFile(2, 2, 32, 3, ByteVector(12), ByteVector(64))), HasSubstr("bit fields"));
  EXPECT_THAT(DecodeError(BmpFile(-2, 2, 24, 0, {}, ByteVector(64))), HasSubstr("-2 x 2"));
  EXPECT_THAT(DecodeError(BmpFile(2, 0, 24, 0, {}, ByteVector(64))), HasSubstr("2 x 0"));
}

TEST(Bmp, PixelsThatBeginInTheHeaderAreRefused) {
  for (const int offset : {0, 14, 53}) {
    ByteVector file = BmpFile(2, 2, 24, 0, {}, ByteVector(64));
    file[10] = static_cast<std::uint8_t>(offset);
    EXPECT_THAT(DecodeError(file), HasSubstr("begin at byte " + std::to_string(offset) + ", expected 54 or more"));
  }
}

TEST(Bmp, TooFewBytesAreCounted) {
  EXPECT_THAT(DecodeError(BmpFile(2, 2, 24, 0, {}, ByteVector(15))), HasSubstr("has 69 bytes, expected 70"));
}

}  // namespace
}  // namespace dsocr
