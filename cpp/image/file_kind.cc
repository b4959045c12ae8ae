#include "image/file_kind.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"

namespace dsocr::image {
namespace {

using namespace std::string_view_literals;

std::string_view TextOf(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

bool HasAt(std::string_view text, std::size_t offset, std::string_view wanted) {
  return text.size() >= offset && text.substr(offset).starts_with(wanted);
}

// Formats that people hand us by mistake. The signature stands at `offset`.
constexpr struct {
  std::size_t offset;
  std::string_view signature;
  std::string_view name;
} kForeign[] = {
    {0, "GIF8"sv, "a GIF picture"},
    {0, "II*\0"sv, "a TIFF picture"},
    {0, "MM\0*"sv, "a TIFF picture"},
    {0, "II+\0"sv, "a BigTIFF picture"},
    {0, "MM\0+"sv, "a BigTIFF picture"},
    {4, "ftypheic"sv, "a HEIC picture"},
    {4, "ftypheix"sv, "a HEIC picture"},
    {4, "ftyphevc"sv, "a HEIC picture"},
    {4, "ftypmif1"sv, "a HEIF picture"},
    {4, "ftypmsf1"sv, "a HEIF picture"},
    {4, "ftypavif"sv, "an AVIF picture"},
    {4, "ftypavis"sv, "an AVIF picture"},
    {4, "ftyp"sv, "an MP4 video"},
    {0, "\xFF\x0A"sv, "a JPEG XL picture"},
    {0, "\0\0\0\x0CJXL "sv, "a JPEG XL picture"},
    {0, "\0\0\0\x0CjP  "sv, "a JPEG 2000 picture"},
    {0, "\xFF\x4F\xFF\x51"sv, "a JPEG 2000 picture"},
    {0, "\0\0\1\0"sv, "a Windows icon"},
    {0, "8BPS"sv, "a Photoshop document"},
    {0, "%PDF"sv, "a PDF document"},
    {0, "%!PS"sv, "a PostScript document"},
    {0, "PK\3\4"sv, "a zip archive"},
    {0, "\x1F\x8B"sv, "a gzip archive"},
    {0, "<svg"sv, "an SVG drawing"},
    {0, "P4\n"sv, "a PBM picture"},
    {0, "P5\n"sv, "a PGM picture"},
    {0, "P6\n"sv, "a PPM picture"},
};

bool IsPrintable(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 ? byte != 0x7F : c == '\t' || c == '\n' || c == '\r';
}

std::string HexOf(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : text) {
    if (!hex.empty()) hex += ' ';
    hex += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return hex;
}

std::string Describe(std::string_view text) {
  for (const auto& format : kForeign) {
    if (HasAt(text, format.offset, format.signature)) return std::string(format.name);
  }
  const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 64));
  if (std::ranges::all_of(head, IsPrintable)) return "a text";
  return Concat("data of an unknown kind (it begins with ", HexOf(head.substr(0, 8)), ")");
}

}  // namespace

FileKind KindOf(Bytes bytes) {
  const std::string_view text = TextOf(bytes);
  if (text.starts_with("\xFF\xD8\xFF")) return FileKind::kJpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return FileKind::kPng;
  if (text.starts_with("RIFF") && HasAt(text, 8, "WEBP")) return FileKind::kWebp;
  if (text.starts_with("BM")) return FileKind::kBmp;
  return FileKind::kOther;
}

Error NotAnImage(Bytes bytes, const std::string& name) {
  const std::string found = bytes.empty() ? "empty (0 bytes)" : Describe(TextOf(bytes));
  return {ErrorCode::kImage, Concat(name, ": is ", found, ", expected a JPEG, PNG, WebP or BMP picture")};
}

}  // namespace dsocr::image
