// How wide the network's input is for each line, and in which order lines are read.
//
// Every line is read by itself. A batch gains nothing on a CPU, where one line keeps all units busy: eight lines of 512
// columns took 12 % longer in one batch than one after the other, because their intermediate results leave the cache,
// and three times the memory.
#pragma once

#include <vector>

namespace dsocr::recognize {

struct Run {
  int line = 0;   // index into the widths
  int width = 0;  // columns of the network's input
};

struct RunLimits {
  int padding = 32;  // blank columns behind a line; without them its last character suffers
  int step = 8;      // widths are multiples of the network's horizontal stride
  // A change of width costs the engine about as much as reading this many columns, so a line takes the width of the
  // one before it if it wastes no more.
  int slack = 16;
};

// Widest first, so that the last runs are the short ones and no thread waits long for another.
std::vector<Run> PlanRuns(const std::vector<int>& widths, const RunLimits& limits);

}  // namespace dsocr::recognize
