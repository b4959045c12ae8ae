// Image files written byte by byte, so that tests know every pixel beforehand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/crc32.h"

namespace dsocr::testing {

using ByteVector = std::vector<std::uint8_t>;

inline ByteVector BytesOf(std::string_view text) { return {text.begin(), text.end()}; }

inline void Append(ByteVector& bytes, const ByteVector& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

inline ByteVector LittleEndian(std::uint32_t value, int size) {
  ByteVector bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  return bytes;
}

inline ByteVector BigEndian(std::uint32_t value, int size) {
  const ByteVector little = LittleEndian(value, size);
  return {little.rbegin(), little.rend()};
}

// An EXIF block that holds nothing but the orientation, in either byte order.
inline ByteVector ExifBlock(int orientation, bool big_endian) {
  const auto number = [&](std::uint32_t value, int size) {
    return big_endian ? BigEndian(value, size) : LittleEndian(value, size);
  };
  ByteVector block = BytesOf(big_endian ? "MM" : "II");
  Append(block, number(42, 2));
  Append(block, number(8, 4));       // the directory begins here
  Append(block, number(1, 2));       // one entry
  Append(block, number(0x0112, 2));  // orientation
  Append(block, number(3, 2));       // a short
  Append(block, number(1, 4));       // one of them
  Append(block, number(static_cast<std::uint32_t>(orientation), 2));
  Append(block, number(0, 2));
  Append(block, number(0, 4));       // no further directory
  return block;
}

inline ByteVector PngChunk(std::string_view type, const ByteVector& data) {
  ByteVector body = BytesOf(type);
  Append(body, data);
  ByteVector chunk = BigEndian(static_cast<std::uint32_t>(data.size()), 4);
  Append(chunk, body);
  Append(chunk, BigEndian(Crc32(body), 4));
  return chunk;
}

// A deflate stream that stores `data` (under 64 KB) as it is.
inline ByteVector Stored(const ByteVector& data) {
  std::uint32_t a = 1, b = 0;  // Adler-32
  for (std::uint8_t byte : data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const auto size = static_cast<std::uint32_t>(data.size());
  ByteVector stream = {0x78, 0x01, 0x01};
  Append(stream, LittleEndian(size, 2));
  Append(stream, LittleEndian(~size & 0xFFFF, 2));
  Append(stream, data);
  Append(stream, BigEndian(b << 16 | a, 4));
  return stream;
}

inline const ByteVector kPngSignature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

inline ByteVector PngHeader(std::uint32_t width, std::uint32_t height, int depth, int color_type) {
  ByteVector data = BigEndian(width, 4);
  Append(data, BigEndian(height, 4));
  Append(data, {static_cast<std::uint8_t>(depth), static_cast<std::uint8_t>(color_type), 0, 0, 0});
  return PngChunk("IHDR", data);
}

// `rows`: the scan lines, each with its filter byte 0 in front. `extra`: chunks between header and pixels.
inline ByteVector PngFile(std::uint32_t width, std::uint32_t height, int depth, int color_type, const ByteVector& rows,
                          const ByteVector& extra = {}) {
  ByteVector file = kPngSignature;
  Append(file, PngHeader(width, height, depth, color_type));
  Append(file, extra);
  Append(file, PngChunk("IDAT", Stored(rows)));
  Append(file, PngChunk("IEND", {}));
  return file;
}

// A BMP of a 40-byte header; `between`: masks or palette; `pixels`: padded rows. A negative height means top down.
inline ByteVector BmpFile(int width, int height, int bits, int compression, const ByteVector& between,
                          const ByteVector& pixels) {
  const auto offset = static_cast<std::uint32_t>(54 + between.size());
  ByteVector file = BytesOf("BM");
  Append(file, LittleEndian(offset + static_cast<std::uint32_t>(pixels.size()), 4));
  Append(file, LittleEndian(0, 4));
  Append(file, LittleEndian(offset, 4));
  Append(file, LittleEndian(40, 4));
  Append(file, LittleEndian(static_cast<std::uint32_t>(width), 4));
  Append(file, LittleEndian(static_cast<std::uint32_t>(height), 4));
  Append(file, LittleEndian(1, 2));
  Append(file, LittleEndian(static_cast<std::uint32_t>(bits), 2));
  Append(file, LittleEndian(static_cast<std::uint32_t>(compression), 4));
  for (int i = 0; i < 5; ++i) Append(file, LittleEndian(0, 4));
  Append(file, between);
  Append(file, pixels);
  return file;
}

}  // namespace dsocr::testing
