#include "image/bmp_header.h"

#include <algorithm>
#include <bit>

#include "base/strings.h"

namespace dsocr::image {
namespace {

constexpr std::size_t kFileHead = 14, kCoreHead = 12, kInfoHead = 40, kMasksEnd = kFileHead + kInfoHead + 12;

enum Compression : std::uint32_t { kNone = 0, kRle8 = 1, kRle4 = 2, kBitFields = 3, kJpeg = 4, kPng = 5, kAlphaBitFields = 6 };

std::uint32_t U16(Bytes bytes, std::size_t at) { return bytes[at] | bytes[at + 1] << 8; }
std::uint32_t U32(Bytes bytes, std::size_t at) { return U16(bytes, at) | U16(bytes, at + 2) << 16; }

std::int64_t S32(Bytes bytes, std::size_t at) { return static_cast<std::int32_t>(U32(bytes, at)); }

std::unexpected<Error> Damaged(const std::string& name, const std::string& what) {
  return Fail(ErrorCode::kImage, Concat(name, ": damaged BMP: ", what));
}

std::unexpected<Error> Cut(const std::string& name, std::size_t found, std::size_t expected) {
  return Fail(ErrorCode::kImage,
              Concat(name, ": truncated BMP: has ", found, " bytes, expected a header of at least ", expected));
}

BmpChannel ChannelOf(std::uint32_t mask) {
  const int shift = mask == 0 ? 0 : std::countr_zero(mask);
  return {shift, mask >> shift};
}

std::array<BmpChannel, 3> DefaultChannels(int bits_per_pixel) {
  if (bits_per_pixel == 16) return {ChannelOf(0x7C00), ChannelOf(0x03E0), ChannelOf(0x001F)};
  return {ChannelOf(0xFF0000), ChannelOf(0x00FF00), ChannelOf(0x0000FF)};
}

bool IsContiguous(const BmpChannel& channel) { return channel.most != 0 && (channel.most & (channel.most + 1)) == 0; }

// Stored as blue, green, red; entries that the file lacks stay black.
std::vector<Rgb> ReadPalette(Bytes bytes, std::size_t begin, std::size_t end, int entry_size, int bits_per_pixel) {
  std::vector<Rgb> palette(std::size_t{1} << bits_per_pixel);
  end = std::min(end, bytes.size());
  std::size_t at = begin;
  for (Rgb& color : palette) {
    if (at + entry_size > end) break;
    color = {bytes[at + 2], bytes[at + 1], bytes[at]};
    at += entry_size;
  }
  return palette;
}

Expected<void> CheckCompression(const std::string& name, std::uint32_t compression, int bits_per_pixel) {
  switch (compression) {
    case kNone: return {};
    case kBitFields:
    case kAlphaBitFields:
      if (bits_per_pixel == 16 || bits_per_pixel == 32) return {};
      return Damaged(name, Concat("has bit fields with ", bits_per_pixel, " bits per pixel, expected 16 or 32"));
    case kRle8:
    case kRle4: return Fail(ErrorCode::kImage, name + ": is an RLE-compressed BMP, expected an uncompressed one");
    default: return Fail(ErrorCode::kImage, Concat(name, ": is a BMP of compression ", compression, ", expected an uncompressed one"));
  }
}

}  // namespace

Expected<BmpHeader> ParseBmpHeader(Bytes bytes, const std::string& name) {
  if (bytes.size() < kFileHead + kCoreHead) return Cut(name, bytes.size(), kFileHead + kCoreHead);
  const std::size_t head = U32(bytes, kFileHead);
  if (head != kCoreHead && (head < kInfoHead || head > 1024)) {
    return Damaged(name, Concat("says that its header has ", head, " bytes, expected 12 or 40 to 1024"));
  }
  if (bytes.size() < kFileHead + head) return Cut(name, bytes.size(), kFileHead + head);

  const bool core = head == kCoreHead;
  BmpHeader header;
  header.pixel_offset = U32(bytes, 10);
  if (header.pixel_offset < kFileHead + head) {
    return Damaged(name, Concat("says that its pixels begin at byte ", header.pixel_offset, ", expected ",
                                kFileHead + head, " or more"));
  }
  header.width = core ? U16(bytes, 18) : S32(bytes, 18);
  header.height = core ? U16(bytes, 20) : S32(bytes, 22);
  header.top_down = header.height < 0;
  if (header.top_down) header.height = -header.height;
  header.bits_per_pixel = static_cast<int>(U16(bytes, core ? 24 : 28));
  constexpr int kDepths[] = {1, 4, 8, 16, 24, 32};
  if (std::ranges::find(kDepths, header.bits_per_pixel) == std::end(kDepths)) {
    return Damaged(name, Concat("says ", header.bits_per_pixel, " bits per pixel, expected 1, 4, 8, 16, 24 or 32"));
  }

  const std::uint32_t compression = core ? std::uint32_t{kNone} : U32(bytes, 30);
  if (auto known = CheckCompression(name, compression, header.bits_per_pixel); !known) return std::unexpected(known.error());
  header.channels = DefaultChannels(header.bits_per_pixel);
  if (compression != kNone) {
    if (bytes.size() < kMasksEnd) return Cut(name, bytes.size(), kMasksEnd);
    for (int c = 0; c < 3; ++c) header.channels[c] = ChannelOf(U32(bytes, kFileHead + kInfoHead + 4 * c));
    if (!std::ranges::all_of(header.channels, IsContiguous)) return Damaged(name, "has bit fields with gaps or without bits");
  }
  if (header.bits_per_pixel <= 8) {
    header.palette = ReadPalette(bytes, kFileHead + head, header.pixel_offset, core ? 3 : 4, header.bits_per_pixel);
  }
  return header;
}

}  // namespace dsocr::image
