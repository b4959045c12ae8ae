#include "pipeline/reading_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace dsocr::pipeline {
namespace {

Quad Box(float left, float top, float width, float height = 20) {
  return {{{left, top}, {left + width, top}, {left + width, top + height}, {left, top + height}}};
}

// The quads are written down in reading order; any shuffle of them must come back to it.
void ExpectOrder(const std::vector<Quad>& quads) {
  std::mt19937 random(11);
  std::vector<int> shuffle(quads.size());
  for (std::size_t i = 0; i < shuffle.size(); ++i) shuffle[i] = static_cast<int>(i);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(shuffle.begin(), shuffle.end(), random);
    std::vector<Quad> mixed;
    for (const int i : shuffle) mixed.push_back(quads[i]);
    std::vector<int> order;
    for (const int i : ReadingOrder(mixed)) order.push_back(shuffle[i]);
    ASSERT_EQ(order.size(), quads.size());
    for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], static_cast<int>(i)) << "round " << round;
  }
}

std::vector<Quad> Turned(const std::vector<Quad>& quads, float angle) {
  std::vector<Quad> turned = quads;
  for (Quad& quad : turned) {
    for (Point& p : quad) {
      p = {500 + p.x * std::cos(angle) - p.y * std::sin(angle), 500 + p.x * std::sin(angle) + p.y * std::cos(angle)};
    }
  }
  return turned;
}

const std::vector<Quad> kParagraph{Box(10, 10, 300), Box(10, 40, 290), Box(10, 70, 310)};

std::vector<Quad> TwoColumns() {
  std::vector<Quad> quads{Box(10, 0, 630)};  // a headline over both
  for (int i = 0; i < 6; ++i) quads.push_back(Box(10, 40.f + 30 * i, 300));
  for (int i = 0; i < 6; ++i) quads.push_back(Box(340, 42.f + 30 * i, 300));
  quads.push_back(Box(10, 260, 630));  // and a footer under both
  return quads;
}

TEST(ReadingOrder, NothingAndOneLine) {
  EXPECT_TRUE(ReadingOrder({}).empty());
  EXPECT_EQ(ReadingOrder({Box(0, 0, 10)}), std::vector<int>{0});
}

TEST(ReadingOrder, LinesFromTopToBottom) { ExpectOrder(kParagraph); }

TEST(ReadingOrder, SmallLinesBesideATallOneStayOneUnderTheOther) {
  for (const float jitter : {-30.f, -1.f, 0.f, 1.f, 30.f}) {
    ExpectOrder({Box(100, 0, 120), Box(400, 0, 120, 46), Box(100 + jitter, 26, 220)});
  }
}

TEST(ReadingOrder, AReceiptIsReadRowByRow) {
  std::vector<Quad> quads;
  for (int i = 0; i < 8; ++i) {
    quads.push_back(Box(10, 30.f * i, 200));
    quads.push_back(Box(400, 30.f * i + 4, 60));
  }
  ExpectOrder(quads);
}

TEST(ReadingOrder, ColumnsAreReadOneAfterTheOther) { ExpectOrder(TwoColumns()); }

TEST(ReadingOrder, APageOnItsSideOrUpsideDownOrTilted) {
  for (const float degrees : {90.f, 180.f, 270.f, 5.f, -8.f}) {
    ExpectOrder(Turned(kParagraph, degrees * 3.14159265f / 180));
  }
  ExpectOrder(Turned(TwoColumns(), 3.14159265f / 2));
}

TEST(ReadingOrder, VerticalColumnsRunFromRightToLeft) {
  // A line that reads downwards: its top-left corner is the right upper one.
  const auto column = [](float right) {
    return Quad{{{right, 10}, {right, 300}, {right - 20, 300}, {right - 20, 10}}};
  };
  ExpectOrder({column(300), column(260), column(220)});
}

TEST(OnOneRow, OnlyWhatStandsBesideAndToTheRight) {
  EXPECT_TRUE(OnOneRow(Box(0, 0, 50), Box(60, 3, 50)));
  EXPECT_FALSE(OnOneRow(Box(60, 3, 50), Box(0, 0, 50)));
  EXPECT_FALSE(OnOneRow(Box(0, 0, 50), Box(60, 25, 50)));
}

// Every row is asked for the gap that it shares with all rows after it: no column, since the right side is a list of
// prices. What the rows before say must not be worked out again each time.
std::vector<Quad> InAMirror(std::vector<Quad> quads) {
  for (Quad& quad : quads) {
    for (Point& p : quad) p.x = 700 - p.x;
    quad = {quad[1], quad[0], quad[3], quad[2]};
  }
  return quads;
}

TEST(ReadingOrder, OfArabicIsThatOfItsMirrorImage) {
  const std::vector<Quad> quads = TwoColumns();
  EXPECT_EQ(ReadingOrder(InAMirror(quads), true), ReadingOrder(quads));
  EXPECT_NE(ReadingOrder(InAMirror(quads), false), ReadingOrder(quads));
  EXPECT_TRUE(OnOneRow(Box(60, 3, 50), Box(0, 0, 50), true));
  EXPECT_FALSE(OnOneRow(Box(0, 0, 50), Box(60, 3, 50), true));
}

Line Of(std::vector<std::string> characters) {
  Line line;
  for (const std::string& text : characters) line.characters.push_back({text, {}, 1});
  return line;
}

TEST(RunsFromRight, WhereMoreLinesHaveSuchLetters) {
  const Line hebrew = Of({"a", "\u05d0"}), latin = Of({"a", "b"}), number = Of({"1", "2"});
  EXPECT_TRUE(RunsFromRight({hebrew, number, number}));
  EXPECT_TRUE(RunsFromRight({hebrew, latin, hebrew}));
  EXPECT_FALSE(RunsFromRight({hebrew, latin}));
  EXPECT_FALSE(RunsFromRight({number}));
  EXPECT_FALSE(RunsFromRight({}));
}

TEST(ReadingOrder, AThousandRowsOfATable) {
  std::vector<Quad> quads;
  for (int row = 0; row < 1600; ++row) {
    const auto top = static_cast<float>(30 * row);
    quads.push_back(Box(10, top, 300));
    quads.push_back(Box(800, top, 40));
  }
  ExpectOrder(quads);
}

}  // namespace
}  // namespace dsocr::pipeline
