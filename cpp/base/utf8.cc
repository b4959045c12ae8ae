#include "base/utf8.h"

#include <cstddef>

namespace dsocr {
namespace {

// Bytes of the sequence that this byte begins, 0 for one that begins none.
int SequenceLength(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

std::uint32_t Decode(std::string_view text, int length) {
  constexpr std::uint8_t kLeadMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t code_point = static_cast<std::uint8_t>(text[0]) & kLeadMask[length];
  for (int i = 1; i < length; ++i) code_point = code_point << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3F);
  return code_point;
}

bool IsContinued(std::string_view text, int length) {
  for (int i = 1; i < length; ++i) {
    if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) return false;
  }
  return true;
}

// Overlong forms and surrogates are refused.
bool IsScalar(std::uint32_t code_point, int length) {
  constexpr std::uint32_t kFirst[] = {0, 0, 0x80, 0x800, 0x10000};
  return code_point >= kFirst[length] && code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

}  // namespace

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const int length = SequenceLength(static_cast<std::uint8_t>(text[0]));
    if (length == 0 || text.size() < static_cast<std::size_t>(length) || !IsContinued(text, length) ||
        !IsScalar(Decode(text, length), length)) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

std::uint32_t FirstCodePoint(std::string_view text) {
  return Decode(text, SequenceLength(static_cast<std::uint8_t>(text[0])));
}

bool IsCjk(std::uint32_t c) {
  return (c >= 0x2E80 && c <= 0x312F) ||    // radicals, punctuation, kana, Bopomofo
         (c >= 0x3190 && c <= 0xA4CF) ||    // strokes, enclosed letters, ideographs, Yi
         (c >= 0xF900 && c <= 0xFAFF) ||    // compatibility ideographs
         (c >= 0xFE30 && c <= 0xFE4F) ||    // vertical forms
         (c >= 0xFF00 && c <= 0xFFEF) ||    // full-width forms
         (c >= 0x20000 && c <= 0x3FFFF);    // ideographs of the supplementary planes
}

bool IsAsciiLetter(std::uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool IsMarkFromRight(std::uint32_t c) {
  return (c >= 0x591 && c <= 0x5BD) || c == 0x5BF || c == 0x5C1 || c == 0x5C2 || c == 0x5C4 || c == 0x5C5 || c == 0x5C7 ||
         (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x6D6 && c <= 0x6DC) ||
         (c >= 0x6DF && c <= 0x6E4) || c == 0x6E7 || c == 0x6E8 || (c >= 0x6EA && c <= 0x6ED);
}

bool IsFromRight(std::uint32_t c) {
  const bool is_number = (c >= 0x600 && c <= 0x605) || (c >= 0x660 && c <= 0x66C) || (c >= 0x6F0 && c <= 0x6F9);
  return c >= 0x590 && c <= 0x6FF && !IsMarkFromRight(c) && !is_number && c != 0x60C;
}

}  // namespace dsocr
