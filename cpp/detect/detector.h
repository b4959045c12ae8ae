// A picture to boxes around its lines of text.
#pragma once

#include <vector>

#include "detect/options.h"
#include "dsocr/error.h"
#include "dsocr/image.h"
#include "dsocr/reader.h"
#include "engine/model.h"

namespace dsocr::detect {

// Longer sides of the detector's input.
struct Sides {
  int used = 0;    // in the last look
  int wanted = 0;  // what that would have been without max_side
};

// Boxes in pixels of `image`, corners in reading order (geometry::ReadingQuad). `model` is used by one thread at a time.
Expected<std::vector<Detection>> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                                        int max_side, Sides* sides = nullptr);

}  // namespace dsocr::detect
