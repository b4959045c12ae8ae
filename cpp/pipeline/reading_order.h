// In which order a person would read the lines of a page.
#pragma once

#include <vector>

#include "dsocr/page.h"

namespace dsocr::pipeline {

// Indices into `quads`. Rows from top to bottom, each from left to right, as seen by someone who holds the page so
// that most of its text is upright (so a page that lies on its side, and columns of vertical Chinese, come out right).
// Blocks of text set in columns are read column by column; tables and receipts, whose columns are narrow, row by row.
// Rows and blocks of a page of Arabic or Hebrew run from the right.
std::vector<int> ReadingOrder(const std::vector<Quad>& quads, bool from_right = false);

// Do the two lines, the first of which is read before the other, stand beside each other on one row?
bool OnOneRow(const Quad& a, const Quad& b, bool from_right = false);

// Whether there are more lines with letters of Arabic or Hebrew than others with Latin ones.
bool RunsFromRight(const std::vector<Line>& lines);

}  // namespace dsocr::pipeline
