#include "draw/number.h"

#include <algorithm>
#include <array>
#include <string>

namespace dsocr::draw {
namespace {

constexpr int kDigitWidth = 5, kDigitHeight = 7;
constexpr int kMargin = 1;   // dots around the digits
constexpr int kAdvance = 6;  // dots from one digit to the next

// One string a digit, seven rows of five dots.
constexpr std::array<const char*, 10> kDigits{
    ".###."
    "#...#"
    "#..##"
    "#.#.#"
    "##..#"
    "#...#"
    ".###.",
    "..#.."
    ".##.."
    "..#.."
    "..#.."
    "..#.."
    "..#.."
    ".###.",
    ".###."
    "#...#"
    "....#"
    "..##."
    ".#..."
    "#...."
    "#####",
    ".###."
    "#...#"
    "....#"
    "..##."
    "....#"
    "#...#"
    ".###.",
    "...#."
    "..##."
    ".#.#."
    "#..#."
    "#####"
    "...#."
    "...#.",
    "#####"
    "#...."
    "####."
    "....#"
    "....#"
    "#...#"
    ".###.",
    "..##."
    ".#..."
    "#...."
    "####."
    "#...#"
    "#...#"
    ".###.",
    "#####"
    "....#"
    "...#."
    "..#.."
    "..#.."
    ".#..."
    ".#...",
    ".###."
    "#...#"
    "#...#"
    ".###."
    "#...#"
    "#...#"
    ".###.",
    ".###."
    "#...#"
    "#...#"
    ".####"
    "....#"
    "...#."
    ".##..",
};

void FillRectangle(Image& canvas, int left, int top, Size size, Color color) {
  for (int y = std::max(top, 0); y < std::min(top + size.height, canvas.height()); ++y) {
    for (int x = std::max(left, 0); x < std::min(left + size.width, canvas.width()); ++x) {
      Blend(canvas, x, y, color, 1);
    }
  }
}

void DrawDigit(Image& canvas, char digit, int left, int top, int scale) {
  const char* dots = kDigits[digit - '0'];
  for (int row = 0; row < kDigitHeight; ++row) {
    for (int column = 0; column < kDigitWidth; ++column) {
      if (dots[row * kDigitWidth + column] != '#') continue;
      FillRectangle(canvas, left + column * scale, top + row * scale, {scale, scale}, kWhite);
    }
  }
}

}  // namespace

Size NumberSize(int number, int scale) {
  const int digits = static_cast<int>(std::to_string(number).size());
  return {(digits * kAdvance - 1 + 2 * kMargin) * scale, (kDigitHeight + 2 * kMargin) * scale};
}

void DrawNumber(Image& canvas, int number, int left, int top, int scale, Color background) {
  FillRectangle(canvas, left, top, NumberSize(number, scale), background);
  int x = left + kMargin * scale;
  for (const char digit : std::to_string(number)) {
    DrawDigit(canvas, digit, x, top + kMargin * scale, scale);
    x += kAdvance * scale;
  }
}

}  // namespace dsocr::draw
