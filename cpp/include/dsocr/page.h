// What a reading gives: plain data.
#pragma once

#include <array>
#include <cstddef>
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
  float confidence = 0;  // mean over its characters and the spaces between them, 0..1
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

// Bytes that the reading wrote anew on the way from the file to the text.
struct CopiedBytes {
  std::size_t decode = 0;   // pixels out of the file, and again where they are turned upright
  std::size_t resize = 0;   // the detector's input
  std::size_t convert = 0;  // networks' outputs, where the engine keeps them in another order
  std::size_t unfold = 0;   // the detector's blocks, side by side
  std::size_t mask = 0;     // one byte a pixel of the detector's output
  std::size_t warp = 0;     // the lines, as the recogniser and the line classifier see them
};

// What a reading gave up to keep within ReadOptions::budget_ms or ReaderOptions::memory_limit_mb.
struct LeftOut {
  int detector_side = 0;        // > 0: text was searched at this longer side
  int usual_detector_side = 0;  // instead of this one
  std::vector<Quad> lines;      // found, but not read
  int unchecked = 0;            // lines that may have been read from the wrong side: nobody looked

  bool empty() const { return detector_side == 0 && lines.empty() && unchecked == 0; }
};

struct Page {
  int width = 0;   // of the upright source picture
  int height = 0;
  std::vector<Line> lines;  // in reading order
  StageTimes elapsed_ms;
  CopiedBytes copied;
  LeftOut left_out;

  // The lines' texts, one a row; lines side by side on one row are joined by a space.
  std::string Text() const;
};

}  // namespace dsocr
