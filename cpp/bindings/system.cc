// What this machine is, and which kernels run on it.
#include "dsocr/system.h"

#include "bindings/bindings.h"
#include "bindings/errors.h"

namespace dsocr::bindings {
namespace {

py::dict CpuAsDict() {
  const CpuInfo& cpu = Cpu();
  py::dict result;
  result["architecture"] = cpu.architecture;
  result["features"] = cpu.features;
  result["logical_cpus"] = cpu.logical_cpus;
  result["page_size"] = cpu.page_size;
  return result;
}

}  // namespace

void BindSystem(py::module_& module) {
  module.def("cpu", &CpuAsDict);
  module.def("kernel_backends", &KernelBackends);
  module.def("kernel_backend", &KernelBackend);
  module.def("set_kernel_backend", [](const std::string& name) { Unwrap(SetKernelBackend(name)); }, py::arg("name"));
  module.def("peak_memory_bytes", &PeakMemoryBytes);
}

}  // namespace dsocr::bindings
