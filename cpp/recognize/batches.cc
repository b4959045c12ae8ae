#include "recognize/batches.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dsocr::recognize {
namespace {

int PaddedWidth(int width, const BatchLimits& limits) {
  return (width + limits.padding + limits.step - 1) / limits.step * limits.step;
}

bool Fits(const Batch& batch, int used_columns, int width, const BatchLimits& limits) {
  const int lines = static_cast<int>(batch.lines.size()) + 1;
  const int columns = lines * batch.width;
  const int wasted = columns - used_columns - PaddedWidth(width, limits);
  return lines <= limits.max_lines && columns <= limits.max_columns &&
         static_cast<float>(wasted) <= limits.max_waste * static_cast<float>(columns);
}

}  // namespace

std::vector<Batch> PlanBatches(const std::vector<int>& widths, const BatchLimits& limits) {
  std::vector<int> order(widths.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return widths[a] > widths[b]; });

  std::vector<Batch> batches;
  int used_columns = 0;
  for (const int line : order) {
    if (batches.empty() || !Fits(batches.back(), used_columns, widths[line], limits)) {
      batches.push_back({{}, PaddedWidth(widths[line], limits)});
      used_columns = 0;
    }
    batches.back().lines.push_back(line);
    used_columns += PaddedWidth(widths[line], limits);
  }
  return batches;
}

}  // namespace dsocr::recognize
