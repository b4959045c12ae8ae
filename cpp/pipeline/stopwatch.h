// Milliseconds between two looks.
#pragma once

#include <utility>

#include "pipeline/budget.h"

namespace dsocr::pipeline {

class Stopwatch {
 public:
  double Lap() {
    const double now = SteadyClockMs();
    return now - std::exchange(start_, now);
  }

 private:
  double start_ = SteadyClockMs();
};

}  // namespace dsocr::pipeline
