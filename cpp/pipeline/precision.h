// Which arithmetic this CPU should run the networks in.
#pragma once

#include <string>

#include "dsocr/error.h"
#include "dsocr/reader.h"
#include "pipeline/model_package.h"

namespace dsocr::pipeline {

struct PrecisionChoice {
  bool fp16 = false;
  bool int8 = false;        // the recogniser's 8-bit weights stay bytes
  std::string description;  // "fp32", "fp16", "fp32 + int8", "fp16 + int8"

  bool IsFull() const { return !fp16 && !int8; }
};

// kInvalidArgument when the caller insists on one that this CPU or this model does not have.
Expected<PrecisionChoice> ChoosePrecision(Precision wanted, Weights recognizer);

}  // namespace dsocr::pipeline
