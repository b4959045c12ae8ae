#include "recognize/runs.h"

#include <algorithm>
#include <cstddef>

namespace dsocr::recognize {

std::vector<Run> PlanRuns(const std::vector<int>& widths, const RunLimits& limits) {
  std::vector<Run> runs;
  for (std::size_t line = 0; line < widths.size(); ++line) {
    const int steps = (widths[line] + limits.padding + limits.step - 1) / limits.step;
    runs.push_back({static_cast<int>(line), steps * limits.step});
  }
  std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.width > b.width; });
  for (std::size_t i = 1; i < runs.size(); ++i) {
    const int previous = runs[i - 1].width;
    if (previous - runs[i].width <= limits.slack) runs[i].width = previous;
  }
  return runs;
}

}  // namespace dsocr::recognize
