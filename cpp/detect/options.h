// What a detector's network takes and gives, as `model.ini` says.
#pragma once

#include "detect/db.h"
#include "kernels/planar.h"

namespace dsocr::detect {

// What the network's output means.
enum class OutputKind {
  kProbability,  // [1, 1, h, w], 0..1
  kLogits,       // [1, 1, h, w]
  kBlockLogits,  // [1, b * b, h / b, w / b]; channel dy * b + dx holds pixel (dx, dy) of each block
};

struct DetectorOptions {
  kernels::Normalization normalization;
  OutputKind output_kind = OutputKind::kProbability;
  int block = 1;
  DbOptions db;
  int min_short_side = 640;
};

}  // namespace dsocr::detect
