#include "base/cpu_topology.h"

#if defined(__linux__)
#include <sched.h>
#endif

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <optional>
#include <string>

#include "base/strings.h"

namespace dsocr {
namespace {

// Cores of one design differ by less: makers run one or two of them a little faster.
constexpr double kOfOneKind = 1.15;

std::optional<double> NumberIn(const std::filesystem::path& file) {
  std::ifstream stream(file);
  double number = 0;
  if (stream >> number && number > 0) return number;
  return std::nullopt;
}

// One number for each CPU, larger is faster; none unless the system says the same of all.
std::optional<std::vector<double>> Speeds(const std::filesystem::path& folder, const std::vector<int>& cpus,
                                          const char* file) {
  std::vector<double> speeds;
  for (const int cpu : cpus) {
    const auto speed = NumberIn(folder / Concat("cpu", cpu) / file);
    if (!speed) return std::nullopt;
    speeds.push_back(*speed);
  }
  return speeds;
}

// The slowest speed above the widest step between neighbours: phones have little cores and one or two kinds of big
// ones, and the little ones stand furthest apart.
double SlowestBig(std::vector<double> speeds) {
  std::sort(speeds.begin(), speeds.end());
  double slowest = speeds.front(), widest = kOfOneKind;
  for (std::size_t i = 1; i < speeds.size(); ++i) {
    const double step = speeds[i] / speeds[i - 1];
    if (step <= widest) continue;
    widest = step;
    slowest = speeds[i];
  }
  return slowest;
}

}  // namespace

std::vector<int> BigCpus(const std::filesystem::path& cpu_folder, const std::vector<int>& allowed) {
  auto speeds = Speeds(cpu_folder, allowed, "cpu_capacity");
  if (!speeds) speeds = Speeds(cpu_folder, allowed, "cpufreq/cpuinfo_max_freq");
  if (!speeds || speeds->empty()) return allowed;
  const double slowest = SlowestBig(*speeds);
  std::vector<int> big;
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if ((*speeds)[i] >= slowest) big.push_back(allowed[i]);
  }
  return big;
}

std::vector<int> BigCpus() { return BigCpus("/sys/devices/system/cpu", AllowedCpus()); }

#if defined(__linux__)

std::vector<int> AllowedCpus() {
  cpu_set_t set;
  std::vector<int> cpus;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return cpus;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &set)) cpus.push_back(cpu);
  }
  return cpus;
}

bool KeepThisThreadOn(const std::vector<int>& cpus) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int cpu : cpus) CPU_SET(cpu, &set);
  return sched_setaffinity(0, sizeof(set), &set) == 0;
}

#else

std::vector<int> AllowedCpus() { return {}; }
bool KeepThisThreadOn(const std::vector<int>&) { return false; }

#endif

ScopedAffinity::ScopedAffinity(const std::vector<int>& cpus) {
  if (cpus.empty()) return;
  before_ = AllowedCpus();
  if (before_ == cpus || !KeepThisThreadOn(cpus)) before_.clear();
}

ScopedAffinity::~ScopedAffinity() {
  if (!before_.empty()) KeepThisThreadOn(before_);
}

}  // namespace dsocr
