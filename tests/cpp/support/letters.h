// Charsets and readings of a few letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recognize/charset.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {

// UTF-8; of the basic multilingual plane.
inline std::string Utf8Of(char32_t c) {
  std::string text;
  const auto rest = [&](int shift) { text += static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) {
    text += static_cast<char>(0xc0 | c >> 6);
  } else {
    text += static_cast<char>(0xe0 | c >> 12);
    rest(6);
  }
  rest(0);
  return text;
}

inline Charset CharsetOf(std::u32string_view letters) {
  std::string lines;
  for (const char32_t c : letters) lines += Utf8Of(c) + '\n';
  return *Charset::Parse(lines, "letters");
}

// As if a network had said `text`, whose characters are all among `letters`.
inline std::vector<Character> CharactersOf(std::u32string_view text, std::u32string_view letters) {
  std::vector<Character> characters;
  for (const char32_t c : text) characters.push_back({static_cast<int>(letters.find(c)) + 1});
  return characters;
}

inline std::u32string TextOf(const std::vector<Character>& characters, std::u32string_view letters) {
  std::u32string text;
  for (const Character& character : characters) text += letters[character.class_index - 1];
  return text;
}

}  // namespace dsocr::recognize
