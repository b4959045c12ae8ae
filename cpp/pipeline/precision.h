// Which arithmetic this CPU should run the networks in.
#pragma once

#include <string>

#include "dsocr/error.h"
#include "dsocr/reader.h"

namespace dsocr::pipeline {

struct PrecisionChoice {
  bool fp16 = false;
  bool int8 = false;        // 8-bit weights stay bytes, and what they are multiplied with is quantised as it comes
  std::string description;  // "fp32", "fp16", "fp32 + int8", "fp16 + int8"
};

// What the weights of the model in question allow.
struct StoredWeights {
  bool int8 = false;           // some are bytes
  bool int8_is_faster = false; // and only those that a CPU which multiplies bytes gains by
};

// kInvalidArgument when the caller insists on one that this CPU or this model does not have.
Expected<PrecisionChoice> ChoosePrecision(Precision wanted, const StoredWeights& weights);

}  // namespace dsocr::pipeline
