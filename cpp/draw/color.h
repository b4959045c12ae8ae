// Colours, and the one way a colour reaches a pixel.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "dsocr/image.h"

namespace dsocr::draw {

struct Color {
  std::uint8_t red, green, blue;
};

inline constexpr Color kWhite{255, 255, 255};

// Neighbouring lines get different colours; all are dark enough to carry white digits.
inline constexpr std::array<Color, 4> kOutlines{{{214, 40, 57}, {0, 105, 192}, {22, 128, 60}, {142, 45, 168}}};

// Mixes `color` into the pixel; coverage 0 leaves it, 1 replaces it. (x, y) lies on the canvas.
inline void Blend(Image& canvas, int x, int y, Color color, float coverage) {
  std::uint8_t* pixel = canvas.row(y) + std::size_t{3} * x;
  const auto mix = [coverage](std::uint8_t under, std::uint8_t over) {
    return static_cast<std::uint8_t>(under + (over - under) * coverage + 0.5f);
  };
  pixel[0] = mix(pixel[0], color.red);
  pixel[1] = mix(pixel[1], color.green);
  pixel[2] = mix(pixel[2], color.blue);
}

}  // namespace dsocr::draw
