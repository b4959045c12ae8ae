// Is a line of text upside down?
#pragma once

#include "dsocr/error.h"
#include "engine/model.h"
#include "kernels/planar.h"
#include "recognize/crop.h"

namespace dsocr::recognize {

// The network's output is [1, 2]: the probabilities of upright and turned by 180 degrees.
struct ClassifierOptions {
  kernels::Normalization normalization;
  int height = 48;
  int width = 192;         // a longer line is squeezed, as in the classifier's training
  float threshold = 0.9f;  // a line counts as turned above it
};

Expected<bool> IsUpsideDown(engine::Model& model, const ClassifierOptions& options, const Crop& crop);

}  // namespace dsocr::recognize
