// The little of UTF-8 that text from a network needs.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsocr {

bool IsUtf8(std::string_view text);

// The first code point of well-formed, non-empty text.
std::uint32_t FirstCodePoint(std::string_view text);

// Scripts that are written without spaces, where each character stands for itself: Han, kana, Bopomofo, and their
// full-width punctuation (Unicode 16.0, Blocks.txt).
bool IsCjk(std::uint32_t code_point);

bool IsAsciiLetter(std::uint32_t code_point);

// Vowels and other points of Hebrew and Arabic, which stand over and under letters (Unicode 16.0, DerivedBidiClass.txt,
// NSM).
bool IsMarkFromRight(std::uint32_t code_point);

// Letters of Hebrew and Arabic, and their punctuation that runs from the right as they do (Unicode 16.0,
// DerivedBidiClass.txt).
bool IsFromRight(std::uint32_t code_point);

}  // namespace dsocr
