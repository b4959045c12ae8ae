#include "engine/gpu.h"

#include <MNN/expr/Executor.hpp>

#include <memory>

#include "base/strings.h"
#include "engine/executor.h"

namespace dsocr::engine {
namespace {

using MNN::Express::Executor;

struct GpuBackend {
  Backend backend;
  std::vector<std::string> (*devices)();
};

// Those that this build has.
const std::vector<GpuBackend>& GpuBackends() {
  static const std::vector<GpuBackend> all = {
#if defined(DSOCR_OPENCL)
      {Backend::kOpenCl, OpenClDevices},
#endif
#if defined(DSOCR_VULKAN)
      {Backend::kVulkan, VulkanDevices},
#endif
  };
  return all;
}

}  // namespace

Expected<Gpu> FindGpu(Backend backend) {
  for (const GpuBackend& candidate : GpuBackends()) {
    if (candidate.backend != backend) continue;
    const std::vector<std::string> devices = candidate.devices();
    if (devices.empty()) return Fail(ErrorCode::kModel, Concat(NameOf(backend), " found no GPU"));
    const auto executor = Executor::newExecutor(ForwardTypeOf(backend), {}, ThreadsOrMode(backend, 1));
    if (executor == nullptr) return Fail(ErrorCode::kModel, Concat(NameOf(backend), " cannot use ", devices.front()));
    return Gpu{devices.front(), executor->getCurrentRuntimeStatus(MNN::STATUS_SUPPORT_FP16) > 0};
  }
  return Fail(ErrorCode::kModel, Concat("this build has no ", NameOf(backend)));
}

}  // namespace dsocr::engine

namespace dsocr {

const char* NameOf(Backend backend) {
  switch (backend) {
    case Backend::kOpenCl: return "opencl";
    case Backend::kVulkan: return "vulkan";
    case Backend::kCpu: break;
  }
  return "cpu";
}

std::vector<BackendInfo> Backends() {
  std::vector<BackendInfo> all = {{NameOf(Backend::kCpu), {Cpu().architecture}}};
  for (const auto& [backend, devices] : engine::GpuBackends()) all.push_back({NameOf(backend), devices()});
  return all;
}

}  // namespace dsocr
