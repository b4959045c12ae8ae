#include <algorithm>
#include <cmath>

#include "draw/color.h"
#include "draw/draw.h"
#include "draw/number.h"
#include "draw/segment.h"

namespace dsocr::draw {
namespace {

// Far enough outside of any picture, and near enough that sums of coordinates stay exact to a pixel.
constexpr float kFarthest = 1e6f;

bool IsDrawable(const Quad& quad) {
  return std::all_of(quad.begin(), quad.end(), [](Point corner) {
    return std::abs(corner.x) < kFarthest && std::abs(corner.y) < kFarthest;  // false for NaN too
  });
}

void DrawOutline(Image& canvas, const Quad& quad, float width, Color color) {
  for (std::size_t i = 0; i < quad.size(); ++i) {
    DrawSegment(canvas, quad[i], quad[(i + 1) % quad.size()], width, color);
  }
}

// Left of the line's first corner where there is room, so that it hides no text; otherwise on the corner.
void DrawLabel(Image& canvas, const Quad& quad, int number, const Style& style, Color color) {
  const Size box = NumberSize(number, style.digit_scale);
  const int gap = static_cast<int>(std::ceil(style.stroke / 2));
  const int left = static_cast<int>(quad[0].x) - box.width - gap;
  const int top = static_cast<int>(quad[0].y) - gap;
  DrawNumber(canvas, number, std::clamp(left, 0, std::max(canvas.width() - box.width, 0)),
             std::clamp(top, 0, std::max(canvas.height() - box.height, 0)), style.digit_scale, color);
}

}  // namespace

Style StyleFor(const Image& canvas, bool numbers) {
  const float side = static_cast<float>(std::max(canvas.width(), canvas.height()));
  Style style;
  style.stroke = std::max(1.5f, side / 700);
  style.digit_scale = std::max(1, static_cast<int>(std::lround(side / 1000)));
  style.numbers = numbers;
  return style;
}

void DrawQuads(Image& canvas, std::span<const Quad> quads, const Style& style) {
  for (std::size_t i = 0; i < quads.size(); ++i) {
    if (!IsDrawable(quads[i])) continue;
    DrawOutline(canvas, quads[i], style.stroke, kOutlines[i % kOutlines.size()]);
  }
  if (!style.numbers) return;
  for (std::size_t i = 0; i < quads.size(); ++i) {
    if (!IsDrawable(quads[i])) continue;
    DrawLabel(canvas, quads[i], static_cast<int>(i + 1), style, kOutlines[i % kOutlines.size()]);
  }
}

}  // namespace dsocr::draw
