// Which arithmetic the networks should run in, on this CPU or on a GPU.
#pragma once

#include <string>

#include "dsocr/error.h"
#include "dsocr/reader.h"
#include "engine/gpu.h"
#include "pipeline/model_package.h"

namespace dsocr::pipeline {

struct PrecisionChoice {
  bool fp16 = false;
  bool int8 = false;        // the recogniser's 8-bit weights stay bytes
  std::string description;  // "fp32", "fp16", "fp32 + int8", "fp16 + int8"

  bool IsFull() const { return !fp16 && !int8; }
};

// kInvalidArgument when the caller insists on one that this CPU, the GPU or this model does not have. `gpu` is what the
// networks run on; null: the CPU.
Expected<PrecisionChoice> ChoosePrecision(Precision wanted, Weights recognizer, const engine::Gpu* gpu);

}  // namespace dsocr::pipeline
