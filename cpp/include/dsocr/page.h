// What a reading gives: plain data.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace dsocr {

// Source pixels of the upright picture; (0, 0) is the outer corner of the top-left pixel.
struct Point {
  float x = 0;
  float y = 0;
  bool operator==(const Point&) const = default;
};

// Four corners, clockwise from the top-left corner of the text as it is read.
using Quad = std::array<Point, 4>;

// A run of characters without a space between them (a word), or one CJK character.
struct Word {
  std::string text;  // UTF-8
  Quad quad;
  float confidence = 0;  // mean over its characters, 0..1
};

struct Line {
  std::string text;  // UTF-8
  Quad quad;
  float confidence = 0;  // mean over its characters, 0..1
  std::vector<Word> words;
  std::vector<Word> characters;
};

// Milliseconds of wall time by stage.
struct StageTimes {
  double decode = 0;
  double detect = 0;
  double classify = 0;
  double recognize = 0;
  double total = 0;
};

struct Page {
  int width = 0;   // of the upright source picture
  int height = 0;
  std::vector<Line> lines;  // in reading order
  StageTimes elapsed_ms;

  // The lines' texts, one a row; lines side by side on one row are joined by a space.
  std::string Text() const;
};

}  // namespace dsocr
