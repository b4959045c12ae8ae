#include "pipeline/costs.h"

namespace dsocr::pipeline {
namespace {

constexpr double kShareOfNew = 0.3;
constexpr double kLeastShareOfCpu = 0.5;
constexpr int kReadingsToRest = 30;

double Moved(double before, double seen) {
  if (seen <= 0) return before;
  return before <= 0 ? seen : before + kShareOfNew * (seen - before);
}

}  // namespace

Costs Learnt(const Costs& before, const Costs& seen) {
  return {.detector_megapixel = Moved(before.detector_megapixel, seen.detector_megapixel),
          .wide_detector_megapixel = Moved(before.wide_detector_megapixel, seen.wide_detector_megapixel),
          .column = Moved(before.column, seen.column)};
}

Costs CostBook::Known() const {
  const std::lock_guard lock(mutex_);
  return costs_;
}

void CostBook::Note(const Costs& seen) {
  const std::lock_guard lock(mutex_);
  costs_ = Learnt(costs_, seen);
}

bool CostBook::WideDetectorRests() {
  const std::lock_guard lock(mutex_);
  if (readings_to_rest_ == 0) return false;
  --readings_to_rest_;
  return true;
}

void CostBook::NoteWideDetector(double processor_ms, double wall_ms) {
  const std::lock_guard lock(mutex_);
  if (processor_ms < kLeastShareOfCpu * wall_ms) readings_to_rest_ = kReadingsToRest;
}

}  // namespace dsocr::pipeline
