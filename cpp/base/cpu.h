// What the dispatch of kernels and precisions asks about the CPU.
#pragma once

namespace dsocr {

// An instruction set counts only where the CPU has it and the system saves its registers.
struct CpuFeatures {
  bool neon = false;      // aarch64: always
  bool asimdhp = false;   // fp16 arithmetic
  bool asimddp = false;   // sdot, udot
  bool i8mm = false;      // smmla
  bool avx2 = false;      // with fma and f16c
  bool avx512 = false;    // f, bw, vl and dq
  bool avx512vnni = false;
};

const CpuFeatures& Features();

}  // namespace dsocr
