// Crops to text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsocr/error.h"
#include "dsocr/page.h"
#include "engine/model.h"
#include "kernels/ctc_head.h"
#include "kernels/planar.h"
#include "recognize/charset.h"
#include "recognize/crop.h"
#include "recognize/lookalikes.h"
#include "recognize/runs.h"
#include "recognize/vowel_signs.h"
#include "recognize/writing_order.h"

namespace dsocr::recognize {

// What the network's output means.
enum class OutputKind {
  kProbability,  // [n, t, classes], 0..1
  kLogits,       // [n, t, classes]
  kFeatures,     // [n, t, depth]: the network ends before its last layer, which is ours
};

struct RecognizerOptions {
  kernels::Normalization normalization;
  OutputKind output_kind = OutputKind::kProbability;
  int height = 48;      // rows of the network's input
  int stride = 8;       // columns a time step
  // Lines are made wider by so much: where marks stand over and under narrow letters, CTC needs a step for each.
  float stretch = 1;
  int max_width = 3200; // a longer line is read in pieces of at most so many columns
  Charset charset;
  Lookalikes lookalikes;  // of the charset
  VowelSigns vowel_signs;
  WritingOrder writing_order;
  std::optional<kernels::CtcHead> head;  // of kFeatures

  // Rows of a line that would have the network's columns without being stretched.
  float rows() const { return stretch * static_cast<float>(height); }

  // Values of one time step in the network's output.
  int values_per_step() const { return head ? head->depth() : charset.classes(); }
};

// Crops can be read in any order, by different threads; this order is the best.
std::vector<Run> PlanCrops(std::span<const Crop> crops, const RecognizerOptions& options);

// `width` columns of input, as planned; of each piece where the line is longer than max_width. `model` is used by one
// thread at a time.
Expected<Line> RecognizeCrop(engine::Model& model, const RecognizerOptions& options, const Crop& crop, int width);

}  // namespace dsocr::recognize
