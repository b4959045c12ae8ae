// What this machine is, and which kernels run on it.
#pragma once

#include <string>
#include <vector>

#include "dsocr/error.h"

namespace dsocr {

struct CpuInfo {
  std::string architecture;           // "aarch64", "x86_64", ...
  // Of those that we use: "neon", "asimdhp", "asimddp", "i8mm", "avx2", "fma", "avx512", "avx512vnni".
  std::vector<std::string> features;
  int logical_cpus = 0;               // that this process may run on
  long page_size = 0;                 // bytes
};

const CpuInfo& Cpu();

// Kernel back ends that this build carries and this CPU runs, the fastest first; "scalar" is always among them.
std::vector<std::string> KernelBackends();
// The one in use. Chosen once: the fastest, or DSOCR_BACKEND.
std::string KernelBackend();
// Forces one for the whole process; an unknown or unsupported name is an error that lists the names.
Expected<void> SetKernelBackend(const std::string& name);

// Resident set of this process now in bytes, 0 where the system does not say.
long long MemoryBytes();

// What networks run on. A graphics processor only where the build was made with it.
enum class Backend { kCpu, kOpenCl, kVulkan };

// "cpu", "opencl", "vulkan".
const char* NameOf(Backend backend);

struct BackendInfo {
  std::string name;
  std::vector<std::string> devices;  // as their drivers call them; the first is used. None: there is no such device here
};

// Those that this build has, "cpu" first. Asks the system's OpenCL and Vulkan, which takes some milliseconds.
std::vector<BackendInfo> Backends();

// Peak resident set of this process in bytes, 0 where the system does not say.
long long PeakMemoryBytes();

const char* Version();

}  // namespace dsocr
