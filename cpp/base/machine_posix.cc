#include <sys/resource.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <mach/mach.h>
#endif

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "base/machine.h"
#include "dsocr/system.h"

namespace dsocr {
namespace {

// What Linux says of this process; 0 elsewhere.
long long StatusBytes(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::atoll(line.c_str() + name.size()) * 1024;
  }
  return 0;
}

}  // namespace

int OnlineCpus() { return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)); }

long PageBytes() { return sysconf(_SC_PAGESIZE); }

long long MemoryBytes() {
#if defined(__APPLE__)
  mach_task_basic_info info{};
  mach_msg_type_number_t size = MACH_TASK_BASIC_INFO_COUNT;
  const auto state = task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info), &size);
  return state == KERN_SUCCESS ? static_cast<long long>(info.resident_size) : 0;
#else
  return StatusBytes("VmRSS:");
#endif
}

long long PeakMemoryBytes() {
  // Before getrusage(), which also counts what the parent process held before it started this program.
  if (const long long bytes = StatusBytes("VmHWM:"); bytes > 0) return bytes;
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#if defined(__APPLE__)
  return usage.ru_maxrss;
#else
  return static_cast<long long>(usage.ru_maxrss) * 1024;
#endif
}

}  // namespace dsocr
