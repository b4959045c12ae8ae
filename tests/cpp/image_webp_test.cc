// WebP: a lossless file written by hand, and its chunks.
#include <gmock/gmock.h>

#include "tests/cpp/support/decoded.h"

namespace dsocr {
namespace {

using dsocr::testing::Append;
using dsocr::testing::ByteVector;
using dsocr::testing::BytesOf;
using dsocr::testing::DecodeError;
using dsocr::testing::ExifBlock;
using dsocr::testing::LargestDifference;
using dsocr::testing::LittleEndian;
using ::testing::HasSubstr;

// Bits from the lowest on, as VP8L stores them.
class BitWriter {
 public:
  void Put(std::uint32_t value, int bits) {
    for (int i = 0; i < bits; ++i, ++count_) {
      if (count_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() |= static_cast<std::uint8_t>((value >> i & 1) << (count_ % 8));
    }
  }
  const ByteVector& bytes() const { return bytes_; }

 private:
  ByteVector bytes_;
  int count_ = 0;
};

// A VP8L stream of one colour: each of its five prefix codes has a single symbol, which then takes no bits.
ByteVector OneColor(int width, int height, int red, int green, int blue, int alpha) {
  BitWriter bits;
  bits.Put(0x2F, 8);
  bits.Put(static_cast<std::uint32_t>(width - 1), 14);
  bits.Put(static_cast<std::uint32_t>(height - 1), 14);
  bits.Put(alpha == 255 ? 0 : 1, 1);
  bits.Put(0, 3);  // version
  bits.Put(0, 1);  // no transform
  bits.Put(0, 1);  // no colour cache
  bits.Put(0, 1);  // one group of codes
  for (int symbol : {green, red, blue, alpha, 0}) {
    bits.Put(1, 1);  // a simple code
    bits.Put(0, 1);  // of one symbol
    bits.Put(1, 1);  // of 8 bits
    bits.Put(static_cast<std::uint32_t>(symbol), 8);
  }
  return bits.bytes();
}

ByteVector Chunk(std::string_view name, const ByteVector& data) {
  ByteVector chunk = BytesOf(name);
  Append(chunk, LittleEndian(static_cast<std::uint32_t>(data.size()), 4));
  Append(chunk, data);
  if (data.size() % 2 == 1) chunk.push_back(0);
  return chunk;
}

ByteVector WebpFile(const ByteVector& chunks) {
  ByteVector file = BytesOf("RIFF");
  Append(file, LittleEndian(static_cast<std::uint32_t>(chunks.size() + 4), 4));
  Append(file, BytesOf("WEBP"));
  Append(file, chunks);
  return file;
}

ByteVector ExtendedHeader(int flags, int width, int height) {
  ByteVector data = {static_cast<std::uint8_t>(flags), 0, 0, 0};
  Append(data, LittleEndian(static_cast<std::uint32_t>(width - 1), 3));
  Append(data, LittleEndian(static_cast<std::uint32_t>(height - 1), 3));
  return Chunk("VP8X", data);
}

TEST(Webp, OneColor) {
  const ByteVector file = WebpFile(Chunk("VP8L", OneColor(5, 3, 10, 20, 30, 255)));
  EXPECT_EQ(LargestDifference(DecodeImage(file, "t"), 5, 3, PixelFormat::kRgb, [](int, int, int c) { return 10 * (c + 1); }), 0);
}

TEST(Webp, AlphaIsLaidOverWhite) {
  const ByteVector file = WebpFile(Chunk("VP8L", OneColor(2, 2, 0, 0, 0, 51)));
  EXPECT_EQ(LargestDifference(DecodeImage(file, "t"), 2, 2, PixelFormat::kRgb, [](int, int, int) { return 204; }), 0);
}

TEST(Webp, OrientationOfItsExifChunk) {
  ByteVector chunks = ExtendedHeader(0x08, 5, 3);
  Append(chunks, Chunk("VP8L", OneColor(5, 3, 10, 20, 30, 255)));
  Append(chunks, Chunk("EXIF", ExifBlock(6, false)));
  const auto decoded = DecodeImage(WebpFile(chunks), "t");
  EXPECT_EQ(LargestDifference(decoded, 3, 5, PixelFormat::kRgb, [](int, int, int c) { return 10 * (c + 1); }), 0);
  EXPECT_EQ(decoded->source_width, 3);
}

TEST(Webp, AnimationsAreRefused) {
  ByteVector chunks = ExtendedHeader(0x02, 5, 3);
  Append(chunks, Chunk("ANIM", ByteVector(6)));
  EXPECT_THAT(DecodeError(WebpFile(chunks)), HasSubstr("animated WebP"));
}

TEST(Webp, TruncationIsCounted) {
  ByteVector file = WebpFile(Chunk("VP8L", OneColor(5, 3, 10, 20, 30, 255)));
  const std::string expected = std::to_string(file.size());
  file.pop_back();
  EXPECT_THAT(DecodeError(file), HasSubstr("has " + std::to_string(file.size()) + " bytes, expected " + expected));
}

}  // namespace
}  // namespace dsocr
