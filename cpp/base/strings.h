// Text for messages, from pieces.
#pragma once

#include <concepts>
#include <cstdio>
#include <string>
#include <string_view>

namespace dsocr {

inline void AppendPiece(std::string& text, std::string_view piece) { text += piece; }
inline void AppendPiece(std::string& text, std::integral auto number) { text += std::to_string(number); }
inline void AppendPiece(std::string& text, std::floating_point auto number) {
  char digits[32];
  std::snprintf(digits, sizeof(digits), "%g", static_cast<double>(number));
  text += digits;
}

// Concat("a", 3, name) -> "a3...". (std::format is not in every standard library that we build with.)
template <typename... Pieces>
std::string Concat(const Pieces&... pieces) {
  std::string text;
  (AppendPiece(text, pieces), ...);
  return text;
}

}  // namespace dsocr
