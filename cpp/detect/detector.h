// A picture to boxes around its lines of text.
#pragma once

#include <string>
#include <vector>

#include "detect/db.h"
#include "detect/input_size.h"
#include "dsocr/error.h"
#include "dsocr/image.h"
#include "dsocr/page.h"
#include "dsocr/reader.h"
#include "engine/model.h"
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

// Longer sides of the detector's input.
struct Sides {
  int used = 0;    // in the last look
  int wanted = 0;  // what that would have been without max_side
};

// Boxes in pixels of `image`, corners in reading order (geometry::ReadingQuad). `model` is used by one thread at a time.
Expected<std::vector<Detection>> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                                        int max_side, Sides* sides = nullptr);

}  // namespace dsocr::detect
