#include "pipeline/direction.h"

#include <gtest/gtest.h>

#include "geometry/quad.h"

namespace dsocr::pipeline {
namespace {

using geometry::StartingAt;

const Quad kLine{{{10, 10}, {210, 10}, {210, 40}, {10, 40}}};
const Quad kDigit{{{10, 10}, {34, 10}, {34, 40}, {10, 40}}};
constexpr Point kRight{1, 0}, kDown{0, 1}, kLeft{-1, 0}, kUp{0, -1};

TEST(MainDirection, LongLinesSayMore) {
  const Point direction = MainDirection({kLine, StartingAt(kDigit, 2), StartingAt(kDigit, 1)});
  EXPECT_GT(direction.x, 0.9f);
  EXPECT_EQ(MainDirection({}), kRight);
}

TEST(ReadAlong, WhatRunsAlongStaysAsItIs) {
  EXPECT_EQ(ReadAlong(kLine, kRight), kLine);
  EXPECT_EQ(ReadAlong(kLine, {0.8f, 0.6f}), kLine);
  EXPECT_EQ(ReadAlong(kDigit, kRight), kDigit);
}

TEST(ReadAlong, ALongLineTurnsByHalfOrNotAtAll) {
  EXPECT_EQ(ReadAlong(kLine, kLeft), StartingAt(kLine, 2));
  EXPECT_EQ(ReadAlong(kLine, kDown), kLine);
  const Quad column = StartingAt(Quad{{{0, 0}, {20, 0}, {20, 90}, {0, 90}}}, 1);  // reads downwards
  EXPECT_EQ(ReadAlong(column, kRight), column);
  EXPECT_EQ(ReadAlong(column, kUp), StartingAt(column, 2));
}

TEST(ReadAlong, AShortBoxTurnsAnyWay) {
  EXPECT_EQ(ReadAlong(kDigit, kDown), StartingAt(kDigit, 1));
  EXPECT_EQ(ReadAlong(kDigit, kLeft), StartingAt(kDigit, 2));
  EXPECT_EQ(ReadAlong(kDigit, kUp), StartingAt(kDigit, 3));
}

}  // namespace
}  // namespace dsocr::pipeline
