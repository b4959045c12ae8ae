#include "pipeline/budget.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "geometry/quad.h"

namespace dsocr::pipeline {
namespace {

constexpr double kHeldBack = 0.1;          // of the budget
constexpr double kShareOfDetector = 0.5;   // of what is left when it begins

}  // namespace

double SteadyClockMs() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(now).count();
}

double ThreadProcessorMs() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Budget::Budget(double budget_ms, double spent_ms, ClockMs clock)
    : clock_(std::move(clock)),
      is_limited_(budget_ms > 0),
      begin_(clock_() - spent_ms),
      end_(begin_ + (1 - kHeldBack) * budget_ms) {}

double Budget::left_ms() const { return std::max(end_ - clock_(), 0.0); }

double Budget::left_for_detector_ms(std::optional<double> reading_ms) const {
  const double left = left_ms(), share = kShareOfDetector * left;
  return reading_ms ? std::max(share, left - *reading_ms) : share;
}

void PutTallestFirst(std::vector<recognize::Run>& runs, std::span<const recognize::Crop> crops) {
  // Two steps for each doubling of the height.
  const auto step = [&](const recognize::Run& run) {
    return std::lround(2 * std::log2(std::max(geometry::Height(crops[run.line].quad), 1.f)));
  };
  std::stable_sort(runs.begin(), runs.end(), [&](const auto& a, const auto& b) { return step(a) > step(b); });
}

}  // namespace dsocr::pipeline
