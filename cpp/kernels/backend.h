// One table of functions per instruction set, and the choice between them.
#pragma once

#include <span>

#include "kernels/ctc_kernels.h"
#include "kernels/resize_rows.h"
#include "kernels/threshold_mask.h"
#include "kernels/warp_row.h"

namespace dsocr::kernels {

struct KernelTable {
  const char* name;
  BlendRows* blend_rows;
  SampleColumns* sample_columns;
  SampleWarpRow* sample_warp_row;
  NormalizePixels* normalize_pixels;
  ThresholdMaskFunction* threshold_mask;
  const CtcKernels* ctc;
};

// Those that this CPU runs, the fastest first; the scalar table is the last.
std::span<const KernelTable* const> SupportedTables();

// The one in use.
const KernelTable& ActiveTable();

}  // namespace dsocr::kernels
