#include "dsocr/system.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include "base/cpu.h"
#include "base/cpu_topology.h"

namespace dsocr {
namespace {

const char* Architecture() {
#if defined(__aarch64__)
  return "aarch64";
#elif defined(__x86_64__)
  return "x86_64";
#else
  return "other";
#endif
}

std::vector<std::string> FeatureNames(const CpuFeatures& features) {
  const struct {
    bool present;
    const char* name;
  } table[] = {{features.neon, "neon"},       {features.asimdhp, "asimdhp"}, {features.asimddp, "asimddp"},
               {features.i8mm, "i8mm"},       {features.avx2, "avx2"},       {features.avx2, "fma"},
               {features.avx512, "avx512"},   {features.avx512vnni, "avx512vnni"}};
  std::vector<std::string> names;
  for (const auto& row : table) {
    if (row.present) names.emplace_back(row.name);
  }
  return names;
}

int AllowedCpuCount() {
  if (const auto cpus = AllowedCpus(); !cpus.empty()) return static_cast<int>(cpus.size());
  const unsigned count = std::thread::hardware_concurrency();
  return count == 0 ? 1 : static_cast<int>(count);
}

// What Linux says of this process; 0 elsewhere.
long long StatusBytes(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::atoll(line.c_str() + name.size()) * 1024;
  }
  return 0;
}

}  // namespace

const CpuInfo& Cpu() {
  static const CpuInfo info{Architecture(), FeatureNames(Features()), AllowedCpuCount(), sysconf(_SC_PAGESIZE)};
  return info;
}

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

const char* Version() { return DSOCR_VERSION; }

}  // namespace dsocr
