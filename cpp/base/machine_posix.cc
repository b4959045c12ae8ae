#include <sys/resource.h>
#include <unistd.h>

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

long long MemoryBytes() { return StatusBytes("VmRSS:"); }

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
