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
#include "recognize/batches.h"
#include "recognize/charset.h"
#include "recognize/crop.h"

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
  int max_width = 3200; // a longer line is squeezed
  Charset charset;
  std::optional<kernels::CtcHead> head;  // of kFeatures

  // Values of one time step in the network's output.
  int values_per_step() const { return head ? head->depth() : charset.classes(); }
};

// Splits the crops into batches that can be read independently, by different threads.
std::vector<Batch> PlanCrops(std::span<const Crop> crops, const RecognizerOptions& options);

// Reads one batch into lines[i] for each i of it. `model` is used by one thread at a time.
Expected<void> RecognizeBatch(engine::Model& model, const RecognizerOptions& options, std::span<const Crop> crops,
                              const Batch& batch, std::span<Line> lines);

}  // namespace dsocr::recognize
