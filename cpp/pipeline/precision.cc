#include "pipeline/precision.h"

#include "base/cpu.h"

namespace dsocr::pipeline {

Expected<PrecisionChoice> ChoosePrecision(Precision wanted) {
  const bool has_fp16 = Features().asimdhp;
  switch (wanted) {
    case Precision::kAuto:
      return PrecisionChoice{has_fp16, has_fp16 ? "fp16" : "fp32"};
    case Precision::kFp32:
      return PrecisionChoice{false, "fp32"};
    case Precision::kFp16:
      if (has_fp16) return PrecisionChoice{true, "fp16"};
      return Fail(ErrorCode::kInvalidArgument,
                  "precision is fp16, but this CPU has no half-precision arithmetic (asimdhp); expected auto or fp32");
    case Precision::kInt8:
      break;
  }
  return Fail(ErrorCode::kInvalidArgument,
              "precision is int8, but this model has no 8-bit weights; expected auto, fp16 or fp32");
}

}  // namespace dsocr::pipeline
