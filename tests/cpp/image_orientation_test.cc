// EXIF: the stored pixels are built from the upright answer, then decoding must give the answer back.
#include <gtest/gtest.h>

#include <utility>

#include "image/exif.h"
#include "tests/cpp/support/decoded.h"
#include "tests/cpp/support/pictures.h"

namespace dsocr {
namespace {

using dsocr::testing::Append;
using dsocr::testing::BigEndian;
using dsocr::testing::ByteVector;
using dsocr::testing::BytesOf;
using dsocr::testing::ExifBlock;
using dsocr::testing::LargestDifference;
using dsocr::testing::MakeImage;
using dsocr::testing::PngChunk;

constexpr int kWidth = 45, kHeight = 70;  // of the upright picture; more than one block of a transposition

int Answer(int x, int y, int c) { return (x * 3 + y * 2 + c * 40) & 0xFF; }

// Where the upright pixel (x, y) is stored, after the table in the EXIF standard: which side of the stored picture
// is the top (row 0) and which is the left (column 0).
std::pair<int, int> StoredAt(int orientation, int x, int y) {
  const int right = kWidth - 1 - x, bottom = kHeight - 1 - y;
  switch (orientation) {
    case 1: return {x, y};            // row 0 is the top, column 0 the left
    case 2: return {right, y};        // top, right
    case 3: return {right, bottom};   // bottom, right
    case 4: return {x, bottom};       // bottom, left
    case 5: return {y, x};            // left, top
    case 6: return {y, right};        // right, top
    case 7: return {bottom, right};   // right, bottom
    default: return {bottom, x};      // left, bottom
  }
}

Image Stored(int orientation, PixelFormat format) {
  const bool swapped = orientation >= 5;
  Image stored(swapped ? kHeight : kWidth, swapped ? kWidth : kHeight, format);
  const int channels = ChannelsOf(format);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const auto [column, row] = StoredAt(orientation, x, y);
      for (int c = 0; c < channels; ++c) stored.row(row)[column * channels + c] = static_cast<std::uint8_t>(Answer(x, y, c));
    }
  }
  return stored;
}

class OrientationTest : public ::testing::TestWithParam<int> {};

TEST_P(OrientationTest, PngTurnsUpright) {
  for (PixelFormat format : {PixelFormat::kGray, PixelFormat::kRgb}) {
    auto file = EncodeImage(Stored(GetParam(), format).view(), "png");
    ASSERT_TRUE(file);
    const ByteVector exif = PngChunk("eXIf", ExifBlock(GetParam(), /*big_endian=*/true));
    constexpr std::ptrdiff_t kAfterHeader = 8 + 25;
    file->insert(file->begin() + kAfterHeader, exif.begin(), exif.end());
    const auto decoded = DecodeImage(*file, "test");
    EXPECT_EQ(LargestDifference(decoded, kWidth, kHeight, format, Answer), 0);
    EXPECT_EQ(decoded->source_width, kWidth);
    EXPECT_EQ(decoded->source_height, kHeight);
  }
}

TEST_P(OrientationTest, PngMayCarryItBehindThePixels) {
  auto file = EncodeImage(Stored(GetParam(), PixelFormat::kRgb).view(), "png");
  ASSERT_TRUE(file);
  constexpr std::size_t kEndChunk = 12;
  file->resize(file->size() - kEndChunk);
  Append(*file, PngChunk("eXIf", ExifBlock(GetParam(), /*big_endian=*/false)));
  Append(*file, PngChunk("IEND", {}));
  EXPECT_EQ(LargestDifference(DecodeImage(*file, "test"), kWidth, kHeight, PixelFormat::kRgb, Answer), 0);
}

// The same turned pixels compressed as they are stored: decoding with and without the tag must agree exactly.
TEST_P(OrientationTest, JpegTurnsUprightInEitherByteOrder) {
  const auto plain = EncodeImage(Stored(GetParam(), PixelFormat::kRgb).view(), "jpeg");
  ASSERT_TRUE(plain);
  const auto stored = DecodeImage(*plain, "test");
  ASSERT_TRUE(stored);
  for (bool big_endian : {false, true}) {
    ByteVector body = BytesOf(std::string_view("Exif\0\0", 6));
    Append(body, ExifBlock(GetParam(), big_endian));
    ByteVector file = {0xFF, 0xD8, 0xFF, 0xE1};
    Append(file, BigEndian(static_cast<std::uint32_t>(body.size() + 2), 2));
    Append(file, body);
    file.insert(file.end(), plain->begin() + 2, plain->end());
    const auto decoded = DecodeImage(file, "test");
    EXPECT_EQ(LargestDifference(decoded, kWidth, kHeight, PixelFormat::kRgb, [&](int x, int y, int c) {
      const auto [column, row] = StoredAt(GetParam(), x, y);
      return stored->image.view().row(row)[3 * column + c];
    }), 0);
    EXPECT_EQ(decoded->source_width, kWidth);
  }
}

INSTANTIATE_TEST_SUITE_P(All, OrientationTest, ::testing::Range(1, 9));

TEST(Exif, WhatIsMissingOrWrongMeansUpright) {
  EXPECT_EQ(image::OrientationOf({}), 1);
  EXPECT_EQ(image::OrientationOf(ExifBlock(0, true)), 1);
  EXPECT_EQ(image::OrientationOf(ExifBlock(9, false)), 1);
  ByteVector wrong_type = ExifBlock(6, false);
  wrong_type[12] = 4;
  EXPECT_EQ(image::OrientationOf(wrong_type), 1);
  ByteVector far_directory = ExifBlock(6, false);
  far_directory[4] = far_directory[5] = far_directory[6] = far_directory[7] = 0xFF;
  EXPECT_EQ(image::OrientationOf(far_directory), 1);
}

TEST(Exif, EveryPrefixIsSafe) {
  const ByteVector block = ExifBlock(6, true);
  for (std::size_t size = 0; size <= block.size(); ++size) {
    const ByteVector prefix(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
    const int orientation = image::OrientationOf(prefix);
    EXPECT_TRUE(orientation == 1 || orientation == 6) << size;
  }
  EXPECT_EQ(image::OrientationOf(block), 6);
}

}  // namespace
}  // namespace dsocr
