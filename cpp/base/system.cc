#include "dsocr/system.h"

#include <string>
#include <thread>

#include "base/cpu.h"
#include "base/cpu_topology.h"
#include "base/machine.h"

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

}  // namespace

const CpuInfo& Cpu() {
  static const CpuInfo info{Architecture(), FeatureNames(Features()), AllowedCpuCount(), PageBytes()};
  return info;
}

const char* Version() { return DSOCR_VERSION; }

}  // namespace dsocr
