#include "pipeline/precision.h"

#include "base/cpu.h"
#include "base/strings.h"

namespace dsocr::pipeline {
namespace {

PrecisionChoice Choice(bool fp16, bool int8) {
  return {fp16, int8, Concat(fp16 ? "fp16" : "fp32", int8 ? " + int8" : "")};
}

// GPUs multiply floats alone: 8-bit weights become floats there when they are loaded.
Expected<PrecisionChoice> ChooseOnGpu(Precision wanted, const engine::Gpu& gpu) {
  if (wanted == Precision::kInt8 || (wanted == Precision::kFp16 && !gpu.fp16)) {
    return Fail(ErrorCode::kInvalidArgument,
                Concat("precision is ", wanted == Precision::kInt8 ? "int8" : "fp16", ", but ", gpu.name,
                       " is used in ", gpu.fp16 ? "fp16 and fp32; expected one of them" : "fp32 alone; expected fp32",
                       " or auto"));
  }
  return Choice(gpu.fp16 && wanted != Precision::kFp32, false);
}

}  // namespace

Expected<PrecisionChoice> ChoosePrecision(Precision wanted, Weights recognizer, const engine::Gpu* gpu) {
  if (gpu != nullptr) return ChooseOnGpu(wanted, *gpu);
  const CpuFeatures& cpu = Features();
  // Without one of them the engine is slower in bytes than in floats.
  const bool multiplies_bytes = cpu.asimddp || cpu.i8mm || cpu.avx512vnni;
  switch (wanted) {
    case Precision::kAuto:
      return Choice(cpu.asimdhp, recognizer == Weights::kMixed && multiplies_bytes);
    case Precision::kFp32:
      return Choice(false, false);
    case Precision::kFp16:
      if (cpu.asimdhp) return Choice(true, false);
      return Fail(ErrorCode::kInvalidArgument,
                  "precision is fp16, but this CPU has no half-precision arithmetic (asimdhp); expected auto or fp32");
    case Precision::kInt8:
      if (recognizer == Weights::kMixed || recognizer == Weights::kInt8) return Choice(cpu.asimdhp, true);
      break;
  }
  return Fail(ErrorCode::kInvalidArgument,
              "precision is int8, but this model has no 8-bit weights; expected auto, fp16 or fp32");
}

}  // namespace dsocr::pipeline
