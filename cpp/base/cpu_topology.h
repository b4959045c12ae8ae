// Which CPUs are the fast ones of a phone, and how a thread is kept on them.
#pragma once

#include <filesystem>
#include <vector>

namespace dsocr {

// Those of `allowed` that are not of the slowest kind, by what the system's folder says of each CPU (`cpu<N>` with
// `cpu_capacity`, else `cpufreq/cpuinfo_max_freq`). All of `allowed` where they are equal or the folder does not say.
std::vector<int> BigCpus(const std::filesystem::path& cpu_folder, const std::vector<int>& allowed);
// Of this machine, among those that this thread may run on.
std::vector<int> BigCpus();

// Where the calling thread may run, in ascending order; empty where the system does not say.
std::vector<int> AllowedCpus();

// Keeps the calling thread on `cpus` for good; false where the system refuses. Threads that it starts inherit this.
bool KeepThisThreadOn(const std::vector<int>& cpus);

// Keeps the calling thread on `cpus` (empty: wherever it is allowed) until the end of the scope.
class ScopedAffinity {
 public:
  explicit ScopedAffinity(const std::vector<int>& cpus);
  ScopedAffinity(const ScopedAffinity&) = delete;
  ScopedAffinity& operator=(const ScopedAffinity&) = delete;
  ~ScopedAffinity();

 private:
  std::vector<int> before_;  // empty: nothing to restore
};

}  // namespace dsocr
