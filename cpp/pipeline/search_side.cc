#include "pipeline/search_side.h"

#include <algorithm>
#include <optional>

#include "detect/input_size.h"
#include "detect/tiles.h"

namespace dsocr::pipeline {
namespace {

// Text so small that the second look becomes as large as it can.
constexpr float kTinyText = 1;

double Pixels(const std::optional<detect::InputSize>& size) {
  return size ? static_cast<double>(size->canvas_width) * size->canvas_height : 0;
}

struct Looks {
  double largest = 0;
  double sum = 0;

  bool KeepWithin(const SearchLimits& limits) const { return largest <= limits.at_once && sum <= limits.in_all; }
};

// What is looked at before `full`, or before it is known to be too much.
double PixelsBefore(int width, int height, const detect::InputSize& full) {
  if (const auto first = detect::FirstLook(width, height, full)) return Pixels(first);
  const auto glance = detect::Glance(width, height, full);
  return glance ? Pixels(glance) + Pixels(detect::CoarseLook(width, height, full)) : 0;
}

// The most that the detector may come to look at; with a longer side given, it takes no second look.
Looks WorstLooks(int width, int height, const detect::InputSize& full, bool may_look_again) {
  const double before = PixelsBefore(width, height, full);
  const double again = may_look_again ? Pixels(detect::SecondLook(width, height, full, {kTinyText})) : 0;
  return {.largest = std::max(Pixels(full), again), .sum = before + Pixels(full) + again};
}

// Of the picture, or of all tiles of a long one. side: 0 as the detector chooses.
Looks LooksAt(int side, int width, int height, int min_short_side) {
  Looks all;
  for (const detect::Area& tile : detect::Tiles(width, height, side)) {
    const int max_side = detect::SideOfTile(side, tile, width, height);
    const auto full = detect::ChooseInputSize(tile.width, tile.height,
                                              {.min_short_side = min_short_side, .max_side = max_side});
    const Looks looks = WorstLooks(tile.width, tile.height, full, side == 0);
    all = {.largest = std::max(all.largest, looks.largest), .sum = all.sum + looks.sum};
  }
  return all;
}

}  // namespace

int SearchSide(int width, int height, int min_short_side, const SearchLimits& limits) {
  const auto keeps_within = [&](int side) { return LooksAt(side, width, height, min_short_side).KeepWithin(limits); };
  if (keeps_within(0)) return 0;
  const detect::Area tile = detect::Tiles(width, height).front();
  const int step = detect::kInputStep * std::max(width, height) / std::max(tile.width, tile.height);
  int side = detect::LongerSideInTiles(tile, width, height, min_short_side);
  while (side > kLeastSearchSide && !keeps_within(side)) side -= step;
  return std::max(side, kLeastSearchSide);
}

}  // namespace dsocr::pipeline
