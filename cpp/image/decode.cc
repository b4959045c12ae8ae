#include <new>
#include <utility>

#include "base/copies.h"
#include "base/file.h"
#include "base/strings.h"
#include "dsocr/image.h"
#include "image/codecs.h"
#include "image/file_kind.h"
#include "image/orientation.h"

namespace dsocr {
namespace {

Expected<image::Picture> DecodeByKind(image::Bytes bytes, const std::string& name, const DecodeOptions& options) {
  switch (image::KindOf(bytes)) {
    case image::FileKind::kJpeg: return image::DecodeJpeg(bytes, name, options);
    case image::FileKind::kPng: return image::DecodePng(bytes, name, options);
    case image::FileKind::kWebp: return image::DecodeWebp(bytes, name, options);
    case image::FileKind::kBmp: return image::DecodeBmp(bytes, name, options);
    case image::FileKind::kOther: break;
  }
  return std::unexpected(image::NotAnImage(bytes, name));
}

Decoded TurnUpright(image::Picture picture) {
  if (image::SwapsSides(picture.orientation)) std::swap(picture.source_width, picture.source_height);
  return {image::Upright(std::move(picture.image), picture.orientation), picture.source_width, picture.source_height};
}

}  // namespace

Expected<Decoded> DecodeImage(std::span<const std::uint8_t> bytes, const std::string& name,
                              const DecodeOptions& options) {
  try {
    Expected<image::Picture> picture = DecodeByKind(bytes, name, options);
    if (!picture) return std::unexpected(std::move(picture.error()));
    CountCopy(Copy::kDecode, picture->image.bytes());
    return TurnUpright(std::move(*picture));
  } catch (const std::bad_alloc&) {
    return Fail(ErrorCode::kImage, Concat(name, ": not enough memory for its pixels; max_pixels limits what is tried"));
  }
}

Expected<Decoded> DecodeImageFile(const std::string& path, const DecodeOptions& options) {
  const auto bytes = ReadFile(path);
  if (!bytes) return std::unexpected(bytes.error());
  return DecodeImage(*bytes, path, options);
}

}  // namespace dsocr
