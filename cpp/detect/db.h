// Post-processing of Differentiable Binarization (Liao et al., "Real-time Scene Text Detection with Differentiable
// Binarization", AAAI 2020): from a map of text probabilities to boxes.
#pragma once

#include <vector>

#include "dsocr/page.h"
#include "geometry/rotated_rect.h"

namespace dsocr::detect {

// height x width values, no padding: probabilities in 0..1, or their logits.
struct TextMap {
  const float* values = nullptr;
  int width = 0;
  int height = 0;
  bool logits = false;
};

struct DbOptions {
  float threshold = 0.3f;      // a pixel above it is text
  float box_threshold = 0.5f;  // a box whose mean probability is under it is dropped
  float unclip_ratio = 1.6f;   // how far the shrunk kernel grows back
  float min_side = 3.f;        // of the kernel's box, in pixels of the map
};

struct ScoredRect {
  geometry::RotatedRect rect;  // pixels of the map; (0, 0) is the outer corner of the top-left one
  float score = 0;             // mean probability inside the kernel's box
};

// In the order of each component's first pixel, top to bottom.
std::vector<ScoredRect> RectsFromMap(const TextMap& map, const DbOptions& options);

}  // namespace dsocr::detect
