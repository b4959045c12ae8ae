// How a reading keeps within the time that it was given.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "recognize/crop.h"
#include "recognize/runs.h"

namespace dsocr::pipeline {

// Milliseconds of a clock that never goes back.
using ClockMs = std::function<double()>;
double SteadyClockMs();
// That the calling thread has had of a CPU.
double ThreadProcessorMs();

class Budget {
 public:
  // budget_ms 0: there is no limit. spent_ms: what of it is already gone.
  Budget(double budget_ms, double spent_ms, ClockMs clock = SteadyClockMs);

  bool IsLimited() const { return is_limited_; }
  // Until now.
  double spent_ms() const { return clock_() - begin_; }
  // A part is held back for what nobody plans: a line that takes longer, the order of the lines. 0 when all is spent.
  double left_ms() const;
  // For finding lines: half, or more where reading them is known to take less than the rest.
  double left_for_detector_ms(std::optional<double> reading_ms = {}) const;
  bool HasTimeFor(double ms) const { return !is_limited_ || left_ms() > ms; }

 private:
  ClockMs clock_;
  bool is_limited_;
  double begin_;
  double end_;
};

// The order in which to read where time may not suffice: large text first. Lines of about one height stay in order.
void PutTallestFirst(std::vector<recognize::Run>& runs, std::span<const recognize::Crop> crops);

}  // namespace dsocr::pipeline
