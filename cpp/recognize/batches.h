// Which lines are read together.
#pragma once

#include <vector>

namespace dsocr::recognize {

struct Batch {
  std::vector<int> lines;  // indices into the widths
  int width = 0;           // of the network's input: the widest of them plus padding
};

struct BatchLimits {
  int max_lines = 8;
  int max_columns = 4096;  // lines x width: bounds the memory of one run
  float max_waste = 0.15f; // share of a batch's columns that may be padding
  int padding = 32;        // blank columns behind a line; without them its last character suffers
  int step = 8;            // widths are multiples of the network's horizontal stride
};

// Widest first, so that the last batches to run are the short ones and no thread waits long for another.
std::vector<Batch> PlanBatches(const std::vector<int>& widths, const BatchLimits& limits);

}  // namespace dsocr::recognize
