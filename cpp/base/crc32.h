// The checksum that model cards carry.
#pragma once

#include <cstdint>
#include <span>

namespace dsocr {

// CRC-32 of zlib, PNG and zip (polynomial 0xEDB88320, reflected). To go on over several pieces, hand the
// result of the one before as `crc`.
std::uint32_t Crc32(std::span<const std::uint8_t> bytes, std::uint32_t crc = 0);

}  // namespace dsocr
