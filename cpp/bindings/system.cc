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

// Back ends by name, each with its devices. The drivers that are asked may take their time.
py::dict BackendsAsDict() {
  std::vector<BackendInfo> backends;
  {
    const py::gil_scoped_release unlocked;
    backends = Backends();
  }
  py::dict result;
  for (const auto& [name, devices] : backends) result[py::str(name)] = devices;
  return result;
}

}  // namespace

void BindSystem(py::module_& module) {
  module.def("cpu", &CpuAsDict);
  module.def("backends", &BackendsAsDict);
  module.def("kernel_backends", &KernelBackends);
  module.def("kernel_backend", &KernelBackend);
  module.def("set_kernel_backend", [](const std::string& name) { Unwrap(SetKernelBackend(name)); }, py::arg("name"));
  module.def("peak_memory_bytes", &PeakMemoryBytes);
}

}  // namespace dsocr::bindings
