#include <windows.h>
// After windows.h, which it builds on.
#include <psapi.h>

#include "base/machine.h"
#include "dsocr/system.h"

namespace dsocr {
namespace {

SYSTEM_INFO System() {
  SYSTEM_INFO info;
  GetSystemInfo(&info);
  return info;
}

// All 0 where it is not said.
PROCESS_MEMORY_COUNTERS Memory() {
  PROCESS_MEMORY_COUNTERS counters{};
  GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof(counters));
  return counters;
}

}  // namespace

int OnlineCpus() { return static_cast<int>(System().dwNumberOfProcessors); }

long PageBytes() { return static_cast<long>(System().dwPageSize); }

long long MemoryBytes() { return static_cast<long long>(Memory().WorkingSetSize); }

long long PeakMemoryBytes() { return static_cast<long long>(Memory().PeakWorkingSetSize); }

}  // namespace dsocr
