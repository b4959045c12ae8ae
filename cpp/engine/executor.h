// How MNN is asked to run on one back end or another. It includes MNN, so it is for this folder alone.
#pragma once

#include <MNN/MNNForwardType.h>

#include "dsocr/system.h"

namespace dsocr::engine {

inline MNNForwardType ForwardTypeOf(Backend backend) {
  switch (backend) {
    case Backend::kOpenCl: return MNN_FORWARD_OPENCL;
    case Backend::kVulkan: return MNN_FORWARD_VULKAN;
    case Backend::kCpu: break;
  }
  return MNN_FORWARD_CPU;
}

// What MNN calls the number of threads: on a GPU it says how kernels are prepared. Each line has its own width, and
// trying out work sizes for every new one would take longer than reading it. OpenCL keeps tensors in buffers, which
// may be longer than images may be wide.
inline int ThreadsOrMode(Backend backend, int threads) {
  switch (backend) {
    case Backend::kOpenCl: return MNN_GPU_TUNING_NONE | MNN_GPU_MEMORY_BUFFER;
    case Backend::kVulkan: return MNN_GPU_TUNING_NONE;
    case Backend::kCpu: break;
  }
  return threads;
}

}  // namespace dsocr::engine
