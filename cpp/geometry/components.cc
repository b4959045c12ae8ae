#include "geometry/components.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <numeric>

namespace dsocr::geometry {
namespace {

struct Run {
  int y, first, last;  // columns, both inclusive
};

class DisjointSets {
 public:
  int Add() {
    parent_.push_back(static_cast<int>(parent_.size()));
    return parent_.back();
  }
  int Find(int i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  // The older root stays, so that components keep the order of their first pixel.
  void Join(int a, int b) {
    a = Find(a);
    b = Find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<int> parent_;
};

// First index from `x` on whose byte is (not) zero; most of a text map is empty, so zeros go eight at a time.
int SkipZeros(const std::uint8_t* row, int x, int width) {
  for (std::uint64_t word; x + 8 <= width; x += 8) {
    std::memcpy(&word, row + x, 8);
    if (word != 0) break;
  }
  while (x < width && row[x] == 0) ++x;
  return x;
}

int SkipOnes(const std::uint8_t* row, int x, int width) {
  while (x < width && row[x] != 0) ++x;
  return x;
}

void AppendRuns(const std::uint8_t* row, int y, int width, std::vector<Run>& runs) {
  for (int x = SkipZeros(row, 0, width); x < width;) {
    const int end = SkipOnes(row, x, width);
    runs.push_back({y, x, end - 1});
    x = SkipZeros(row, end, width);
  }
}

// Joins runs of two neighbouring rows that touch, corners included.
void JoinRows(const std::vector<Run>& runs, std::size_t above, std::size_t here, DisjointSets& sets) {
  for (std::size_t i = above, j = here; i < here && j < runs.size();) {
    if (runs[i].first <= runs[j].last + 1 && runs[j].first <= runs[i].last + 1) {
      sets.Join(static_cast<int>(i), static_cast<int>(j));
    }
    if (runs[i].last < runs[j].last) ++i; else ++j;
  }
}

void AddRun(const Run& run, Component& component) {
  const auto y = static_cast<float>(run.y);
  component.extremes.push_back({static_cast<float>(run.first), y});
  if (run.last > run.first) component.extremes.push_back({static_cast<float>(run.last), y});
  component.pixels += run.last - run.first + 1;
}

}  // namespace

std::vector<Component> ConnectedComponents(const std::uint8_t* mask, int width, int height) {
  std::vector<Run> runs;
  DisjointSets sets;
  std::size_t above = 0;
  for (int y = 0; y < height; ++y) {
    const std::size_t here = runs.size();
    AppendRuns(mask + static_cast<std::size_t>(y) * width, y, width, runs);
    for (std::size_t i = here; i < runs.size(); ++i) sets.Add();
    JoinRows(runs, above, here, sets);
    above = here;
  }

  std::vector<Component> components;
  std::vector<int> index_of_root(runs.size(), -1);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    int& index = index_of_root[sets.Find(static_cast<int>(i))];
    if (index < 0) {
      index = static_cast<int>(components.size());
      components.emplace_back();
    }
    AddRun(runs[i], components[index]);
  }
  return components;
}

void DilateByTwo(std::uint8_t* mask, int width, int height) {
  // Bottom up and right to left, so that each pixel still sees its neighbours as they were.
  for (int y = height - 1; y >= 0; --y) {
    std::uint8_t* row = mask + static_cast<std::size_t>(y) * width;
    if (y > 0) {
      const std::uint8_t* up = row - width;
      for (int x = 0; x < width; ++x) row[x] |= up[x];
    }
    for (int x = width - 1; x > 0; --x) row[x] |= row[x - 1];
  }
}

}  // namespace dsocr::geometry
