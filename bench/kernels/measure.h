// Times a call by this thread's own CPU time, which other programs on the machine disturb least.
#pragma once

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "dsocr/system.h"

namespace dsocr::bench {

inline double ThreadMilliseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The fastest and the median of at least 15 runs and 200 ms.
struct Timing {
  double fastest_ms;
  double median_ms;
};

template <typename Call>
Timing Measure(const Call& call) {
  constexpr std::size_t kLeastRuns = 15;
  constexpr double kLeastMilliseconds = 200;
  std::vector<double> runs;
  const double begin = ThreadMilliseconds();
  while (runs.size() < kLeastRuns || ThreadMilliseconds() - begin < kLeastMilliseconds) {
    const double before = ThreadMilliseconds();
    call();
    runs.push_back(ThreadMilliseconds() - before);
  }
  std::ranges::sort(runs);
  return {runs.front(), runs[runs.size() / 2]};
}

// One JSON object a line. `work` units (pixels, products) a run turn the time into a rate.
template <typename Call>
void Report(const std::string& kernel, const std::string& size, double work, const Call& call) {
  for (const std::string& backend : KernelBackends()) {
    if (!SetKernelBackend(backend)) continue;
    const Timing timing = Measure(call());
    std::printf("{\"kernel\": \"%s\", \"size\": \"%s\", \"backend\": \"%s\", \"fastest_ms\": %.4f, \"median_ms\": %.4f, "
                "\"giga_per_s\": %.3f}\n",
                kernel.c_str(), size.c_str(), backend.c_str(), timing.fastest_ms, timing.median_ms,
                work / timing.fastest_ms / 1e6);
    std::fflush(stdout);
  }
}

void PictureKernels();
void CtcKernels();

}  // namespace dsocr::bench
