#include "base/crc32.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace dsocr {
namespace {

std::span<const std::uint8_t> BytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The definition, bit by bit.
std::uint32_t Slow(std::span<const std::uint8_t> bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
  }
  return ~crc;
}

TEST(Crc32, PublishedCheckValue) { EXPECT_EQ(Crc32(BytesOf("123456789")), 0xCBF43926u); }

TEST(Crc32, OfNothingIsZero) { EXPECT_EQ(Crc32({}), 0u); }

TEST(Crc32, EveryLengthAgreesWithTheDefinition) {
  std::vector<std::uint8_t> bytes(70);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 151 + 7);
  for (std::size_t begin = 0; begin < 3; ++begin) {
    for (std::size_t size = 0; begin + size <= bytes.size(); ++size) {
      const auto part = std::span<const std::uint8_t>(bytes).subspan(begin, size);
      ASSERT_EQ(Crc32(part), Slow(part)) << size;
    }
  }
}

TEST(Crc32, GoesOnOverPieces) {
  EXPECT_EQ(Crc32(BytesOf("456789"), Crc32(BytesOf("123"))), Crc32(BytesOf("123456789")));
}

}  // namespace
}  // namespace dsocr
