#include "image/exif.h"

#include <algorithm>
#include <string_view>

namespace dsocr::image {
namespace {

// Unsigned numbers of either byte order; 0 beyond the end.
class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes), big_endian_(!bytes.empty() && bytes[0] == 'M') {}

  std::uint32_t U16(std::size_t offset) const { return Number(offset, 2); }
  std::uint32_t U32(std::size_t offset) const { return Number(offset, 4); }

 private:
  std::uint32_t Number(std::size_t offset, int size) const {
    if (offset > bytes_.size() || bytes_.size() - offset < static_cast<std::size_t>(size)) return 0;
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i) value = value << 8 | bytes_[offset + (big_endian_ ? i : size - 1 - i)];
    return value;
  }

  Bytes bytes_;
  bool big_endian_;
};

Bytes WithoutPrefix(Bytes tiff) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  const bool has_prefix = tiff.size() >= kPrefix.size() && std::equal(kPrefix.begin(), kPrefix.end(), tiff.begin());
  return has_prefix ? tiff.subspan(kPrefix.size()) : tiff;
}

}  // namespace

int OrientationOf(Bytes tiff) {
  const Reader reader(WithoutPrefix(tiff));
  constexpr std::uint32_t kMagic = 42, kOrientation = 0x0112, kShort = 3;
  if (reader.U16(2) != kMagic) return 1;
  const std::size_t directory = reader.U32(4);
  const std::uint32_t entries = reader.U16(directory);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{12} * i;
    if (reader.U16(entry) != kOrientation) continue;
    const std::uint32_t value = reader.U16(entry + 8);
    return reader.U16(entry + 2) == kShort && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace dsocr::image
