// Times a call by this thread's own CPU time, which other programs on the machine disturb least; or has an emulator
// count its instructions.
#pragma once

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "dsocr/system.h"

namespace dsocr::bench {

// Set once by main: count instead of timing.
extern bool counting;

// Ends a section of bench/instructions/plugin.c; does nothing elsewhere.
inline void Mark() { (void)getpriority(PRIO_PROCESS, 0xD50C); }

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

// A section between two marks, the second run: the first one touches memory for the first time.
template <typename Call>
void Count(const Call& call) {
  call();
  Mark();
  call();
  Mark();
}

// One JSON object a line. `work` units (pixels, products) a run turn the time into a rate.
template <typename Call>
void Report(const std::string& kernel, const std::string& size, double work, const Call& call) {
  for (const std::string& backend : KernelBackends()) {
    if (!SetKernelBackend(backend)) continue;
    std::printf("{\"kernel\": \"%s\", \"size\": \"%s\", \"backend\": \"%s\", ", kernel.c_str(), size.c_str(),
                backend.c_str());
    if (counting) {
      Count(call());
      std::printf("\"work\": %.0f}\n", work);
    } else {
      const Timing timing = Measure(call());
      std::printf("\"fastest_ms\": %.4f, \"median_ms\": %.4f, \"giga_per_s\": %.3f}\n", timing.fastest_ms,
                  timing.median_ms, work / timing.fastest_ms / 1e6);
    }
    std::fflush(stdout);
  }
}

void PictureKernels();
void MaskKernels();
void CtcKernels();

}  // namespace dsocr::bench
