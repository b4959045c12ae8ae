#include "detect/canvas.h"

#include <gtest/gtest.h>

#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

Quad Rect(float left, float top, float right, float bottom) {
  return {Point{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

void ExpectQuad(const Quad& found, const Quad& expected) {
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(found[i].x, expected[i].x, 1e-3f) << i;
    EXPECT_NEAR(found[i].y, expected[i].y, 1e-3f) << i;
  }
}

TEST(WholeOn, ScalesBothWaysAndLeavesTheMargin) {
  InputSize size;
  size.width = size.canvas_width = 640;
  size.height = 50;
  size.top = 23;
  size.canvas_height = 96;
  const Canvas canvas = WholeOn(size, 1280, 100);
  ExpectQuad(InPicture(Rect(10, 33, 110, 53), canvas), Rect(20, 20, 220, 60));
}

TEST(InPicture, ABoxIsClippedToThePicture) {
  InputSize size;
  size.width = size.canvas_width = size.height = size.canvas_height = 320;
  ExpectQuad(InPicture(Rect(-8, 300, 40, 330), WholeOn(size, 320, 320)), Rect(0, 300, 40, 320));
}

// Two parts of a 400 x 100 picture, each with surroundings, one above the other at half size.
const Canvas kParts{128, 64, {{{100, 20, 100, 40}, {80, 10, 200, 60}, {0, 0, 100, 30}},
                             {{300, 40, 80, 50}, {280, 40, 120, 60}, {0, 32, 60, 30}}}};

TEST(InPicture, EachPartHasItsOwnPlace) {
  ExpectQuad(InPicture(Rect(20, 10, 50, 20), kParts), Rect(120, 30, 180, 50));
  ExpectQuad(InPicture(Rect(20, 42, 40, 52), kParts), Rect(320, 60, 360, 80));
}

TEST(InPicture, WhatLiesInSurroundingsBelongsToAnotherPart) {
  const Quad quad = InPicture(Rect(80, 10, 98, 20), kParts);  // its middle is at x = 258, beside the core
  EXPECT_EQ(geometry::Width(quad), 0);
}

TEST(InPicture, WhatLiesBesideThePartsIsNowhere) {
  EXPECT_EQ(geometry::Width(InPicture(Rect(110, 2, 126, 12), kParts)), 0);
}

}  // namespace
}  // namespace dsocr::detect
