// Which arithmetic this CPU should run the networks in.
#pragma once

#include <string>

#include "dsocr/error.h"
#include "dsocr/reader.h"

namespace dsocr::pipeline {

struct PrecisionChoice {
  bool fp16 = false;
  std::string description;  // "fp16", "fp32", and why a faster one was not taken
};

// kInvalidArgument when the caller insists on one that this CPU or this model does not have.
Expected<PrecisionChoice> ChoosePrecision(Precision wanted);

}  // namespace dsocr::pipeline
