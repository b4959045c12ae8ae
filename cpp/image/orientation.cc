#include "image/orientation.h"

#include <algorithm>
#include <cstring>

#include "base/copies.h"

namespace dsocr::image {
namespace {

template <int kChannels>
void MirrorRow(std::uint8_t* row, int width) {
  for (int left = 0, right = width - 1; left < right; ++left, --right) {
    std::swap_ranges(row + left * kChannels, row + (left + 1) * kChannels, row + right * kChannels);
  }
}

void MirrorColumns(Image& image) {
  for (int y = 0; y < image.height(); ++y) {
    image.format() == PixelFormat::kGray ? MirrorRow<1>(image.row(y), image.width())
                                         : MirrorRow<3>(image.row(y), image.width());
  }
  CountCopy(Copy::kDecode, image.bytes());
}

void MirrorRows(Image& image) {
  for (int top = 0, bottom = image.height() - 1; top < bottom; ++top, --bottom) {
    std::swap_ranges(image.row(top), image.row(top) + image.stride(), image.row(bottom));
  }
  CountCopy(Copy::kDecode, image.bytes());
}

// In square blocks, so that neither side walks through memory one cache line per pixel.
template <int kChannels>
void TransposeInto(const Image& from, Image& to) {
  constexpr int kBlock = 32;
  for (int top = 0; top < from.height(); top += kBlock) {
    const int bottom = std::min(top + kBlock, from.height());
    for (int left = 0; left < from.width(); left += kBlock) {
      const int right = std::min(left + kBlock, from.width());
      for (int x = left; x < right; ++x) {
        std::uint8_t* out = to.row(x);
        const std::uint8_t* in = from.data() + from.stride() * top + x * kChannels;
        for (int y = top; y < bottom; ++y, in += from.stride()) std::memcpy(out + y * kChannels, in, kChannels);
      }
    }
  }
}

Image Transposed(const Image& from) {
  Image to(from.height(), from.width(), from.format());
  from.format() == PixelFormat::kGray ? TransposeInto<1>(from, to) : TransposeInto<3>(from, to);
  CountCopy(Copy::kDecode, to.bytes());
  return to;
}

}  // namespace

Image Upright(Image picture, int orientation) {
  if (SwapsSides(orientation)) picture = Transposed(picture);
  const bool mirror_columns = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const bool mirror_rows = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  if (mirror_columns) MirrorColumns(picture);
  if (mirror_rows) MirrorRows(picture);
  return picture;
}

}  // namespace dsocr::image
