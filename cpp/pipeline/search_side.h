// How large a picture the detector may see within limits of time or memory.
#pragma once

#include <cstdint>
#include <limits>

namespace dsocr::pipeline {

// Pixels of the detector's input.
struct SearchLimits {
  double at_once = std::numeric_limits<double>::infinity();  // in one look: memory
  double in_all = std::numeric_limits<double>::infinity();   // in all looks of a reading: time
};

// Under it, text of a usual page can no longer be found.
inline constexpr int kLeastSearchSide = 320;

// The longer side to allow the detector: 0 where its own choice (detect/input_size.h) keeps within the limits whatever
// it finds, else the largest that does, and kLeastSearchSide where none does.
int SearchSide(int width, int height, int min_short_side, const SearchLimits& limits);

}  // namespace dsocr::pipeline
