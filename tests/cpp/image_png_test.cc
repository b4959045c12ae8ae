// PNG files written here byte by byte (stored, not compressed), and what our encoder makes.
#include <gmock/gmock.h>

#include "tests/cpp/support/decoded.h"
#include "tests/cpp/support/pictures.h"

namespace dsocr {
namespace {

using dsocr::testing::Append;
using dsocr::testing::ByteVector;
using dsocr::testing::DecodeError;
using dsocr::testing::LargestDifference;
using dsocr::testing::MakeImage;
using dsocr::testing::PngChunk;
using dsocr::testing::PngFile;
using dsocr::testing::Scattered;
using ::testing::HasSubstr;

enum ColorType { kGray = 0, kColor = 2, kIndexed = 3, kGrayAlpha = 4, kColorAlpha = 6 };

int Difference(const ByteVector& file, int width, PixelFormat format, const std::vector<int>& expected) {
  const int channels = ChannelsOf(format);
  return LargestDifference(DecodeImage(file, "test"), width, static_cast<int>(expected.size()) / (width * channels),
                           format, [&](int x, int y, int c) { return expected[(y * width + x) * channels + c]; });
}

TEST(Png, GreyOfOneToEightBits) {
  EXPECT_EQ(Difference(PngFile(3, 1, 1, kGray, {0, 0xA0}), 3, PixelFormat::kGray, {255, 0, 255}), 0);
  EXPECT_EQ(Difference(PngFile(3, 1, 2, kGray, {0, 0x1B}), 3, PixelFormat::kGray, {0, 85, 170}), 0);
  EXPECT_EQ(Difference(PngFile(3, 1, 4, kGray, {0, 0x0F, 0x80}), 3, PixelFormat::kGray, {0, 255, 136}), 0);
  EXPECT_EQ(Difference(PngFile(3, 1, 8, kGray, {0, 1, 2, 3}), 3, PixelFormat::kGray, {1, 2, 3}), 0);
}

TEST(Png, SixteenBitsKeepTheirHighByte) {
  EXPECT_EQ(Difference(PngFile(1, 1, 16, kGray, {0, 200, 17}), 1, PixelFormat::kRgb, {200, 200, 200}), 0);
  EXPECT_EQ(Difference(PngFile(1, 1, 16, kColor, {0, 10, 1, 20, 2, 30, 3}), 1, PixelFormat::kRgb, {10, 20, 30}), 0);
}

TEST(Png, Palette) {
  const ByteVector palette = PngChunk("PLTE", {10, 20, 30, 40, 50, 60});
  EXPECT_EQ(Difference(PngFile(2, 1, 1, kIndexed, {0, 0x40}, palette), 2, PixelFormat::kRgb, {10, 20, 30, 40, 50, 60}), 0);
}

// value * alpha + 255 * (1 - alpha), rounded: 0 at alpha 51 of 255 is 204.
TEST(Png, AlphaIsLaidOverWhite) {
  EXPECT_EQ(Difference(PngFile(1, 1, 8, kColorAlpha, {0, 0, 100, 255, 51}), 1, PixelFormat::kRgb, {204, 224, 255}), 0);
  EXPECT_EQ(Difference(PngFile(2, 1, 8, kGrayAlpha, {0, 0, 0, 9, 255}), 2, PixelFormat::kRgb, {255, 255, 255, 9, 9, 9}), 0);
  EXPECT_EQ(Difference(PngFile(1, 1, 16, kGrayAlpha, {0, 0, 0, 51, 51}), 1, PixelFormat::kRgb, {204, 204, 204}), 0);
}

TEST(Png, TransparentColorsOfPaletteGreyAndRgb) {
  ByteVector palette = PngChunk("PLTE", {10, 20, 30, 0, 0, 0});
  Append(palette, PngChunk("tRNS", {255, 51}));
  EXPECT_EQ(Difference(PngFile(2, 1, 8, kIndexed, {0, 0, 1}, palette), 2, PixelFormat::kRgb, {10, 20, 30, 204, 204, 204}), 0);
  EXPECT_EQ(Difference(PngFile(2, 1, 8, kGray, {0, 7, 8}, PngChunk("tRNS", {0, 7})), 2, PixelFormat::kRgb, {255, 255, 255, 8, 8, 8}), 0);
  EXPECT_EQ(Difference(PngFile(1, 1, 8, kColor, {0, 1, 2, 3}, PngChunk("tRNS", {0, 1, 0, 2, 0, 3})), 1, PixelFormat::kRgb, {255, 255, 255}), 0);
}

// Three bytes a pixel and as much to turn it; four and three where alpha is to be laid over white.
TEST(Png, MemoryIsReckonedWithWhatDecodingTakes) {
  const auto decodes = [](PixelFormat format, std::int64_t max_bytes) {
    const auto file = EncodeImage(MakeImage(10, 10, format, Scattered).view(), "png");
    return DecodeImage(*file, "test", {.max_bytes = max_bytes}).has_value();
  };
  EXPECT_TRUE(decodes(PixelFormat::kRgb, 600));
  EXPECT_FALSE(decodes(PixelFormat::kRgb, 599));
  EXPECT_TRUE(decodes(PixelFormat::kRgba, 700));
  EXPECT_FALSE(decodes(PixelFormat::kRgba, 699));
}

TEST(Png, GammaIsIgnored) {
  const ByteVector file = PngFile(1, 1, 8, kColor, {0, 10, 20, 30}, PngChunk("gAMA", {0, 0, 0x27, 0x10}));
  EXPECT_EQ(Difference(file, 1, PixelFormat::kRgb, {10, 20, 30}), 0);
}

TEST(Png, WhatIsEncodedIsDecodedAgain) {
  for (PixelFormat format : {PixelFormat::kGray, PixelFormat::kRgb, PixelFormat::kBgr}) {
    const Image image = MakeImage(33, 17, format, Scattered);
    const auto file = EncodeImage(image.view(), "png");
    ASSERT_TRUE(file);
    const auto rule = [&](int x, int y, int c) { return Scattered(x, y, format == PixelFormat::kBgr ? 2 - c : c); };
    const auto decoded_format = format == PixelFormat::kGray ? PixelFormat::kGray : PixelFormat::kRgb;
    EXPECT_EQ(LargestDifference(DecodeImage(*file, "test"), 33, 17, decoded_format, rule), 0);
  }
}

TEST(Png, EncodedAlphaIsKept) {
  const Image bgra = MakeImage(5, 4, PixelFormat::kBgra, [](int, int, int c) { return c == 3 ? 51 : 0; });
  const auto file = EncodeImage(bgra.view(), "png");
  ASSERT_TRUE(file);
  EXPECT_EQ(LargestDifference(DecodeImage(*file, "test"), 5, 4, PixelFormat::kRgb, [](int, int, int) { return 204; }), 0);
}

TEST(Png, EncodesRowsOfAnyStride) {
  const dsocr::testing::NoisePicture picture(9, 6, PixelFormat::kRgb, 5, /*bottom_up=*/true);
  const ImageView& view = picture.view();
  const auto file = EncodeImage(view, "png");
  ASSERT_TRUE(file);
  EXPECT_EQ(LargestDifference(DecodeImage(*file, "test"), 9, 6, PixelFormat::kRgb,
                              [&](int x, int y, int c) { return view.row(y)[3 * x + c]; }), 0);
}

// One flipped bit in any place behind the signature must be noticed: every chunk carries a checksum.
TEST(Png, EveryFlippedBitIsRefused) {
  const ByteVector file = PngFile(3, 2, 8, kGray, {0, 1, 2, 3, 0, 4, 5, 6}, PngChunk("tEXt", {'a', 0, 'b'}));
  for (std::size_t i = 8; i < file.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      ByteVector damaged = file;
      damaged[i] ^= static_cast<std::uint8_t>(1 << bit);
      ASSERT_NE(DecodeError(damaged), "no error") << "byte " << i << " bit " << bit;
    }
  }
}

TEST(Png, TheMessageTellsDamageFromTruncation) {
  ByteVector file = PngFile(3, 1, 8, kGray, {0, 1, 2, 3});
  ByteVector cut(file.begin(), file.end() - 14);
  EXPECT_THAT(DecodeError(cut), HasSubstr("truncated PNG: its " + std::to_string(cut.size()) + " bytes"));
  file[50] ^= 1;
  EXPECT_THAT(DecodeError(file), HasSubstr("damaged PNG"));
}

}  // namespace
}  // namespace dsocr
