// How a reader keeps the process within the memory that it was given.
#pragma once

#include <cstddef>
#include <cstdint>

#include "dsocr/error.h"

namespace dsocr::pipeline {

// What a reading may take.
struct MemoryPlan {
  int threads = 1;
  bool wide_detector = true;    // it needs a workspace beside those of the threads
  std::int64_t lane_bytes = 0;  // for the picture and the networks of one thread; 0: no limit

  bool IsLimited() const { return lane_bytes > 0; }
  // Of the detector's input, beside a picture of so many bytes.
  double DetectorPixels(std::size_t picture_bytes) const;
  // Columns of the recogniser's input; at most `usual`.
  int LineWidth(int usual) const;
  // Beside lines of so many columns; 0: no limit.
  std::int64_t PictureBytes(int line_width) const;
};

// In bytes. limit 0: as many threads as wanted, and no limit. held: what the process takes, with the
// models loaded. Too little memory costs the wide detector first, then threads, then pixels. kInvalidArgument where not
// even one thread can work.
Expected<MemoryPlan> PlanMemory(std::int64_t limit, std::int64_t held, int threads);

}  // namespace dsocr::pipeline
