#include "detect/regions.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "geometry/quad.h"

namespace dsocr::detect {
namespace {

// Around a box, in heights of its line; the detector needs to see what surrounds text.
constexpr float kRoomAcross = 3;
constexpr float kRoomAlong = 4;
constexpr float kLeastRoom = 48;       // pixels of the picture
constexpr double kWorthPacking = 0.9;  // of the whole picture's cost
constexpr double kWorthJoining = 1.15; // two regions cost as much as one around both that is larger by this

geometry::Box Grown(const geometry::Box& box, float x, float y) {
  return {box.left - x, box.top - y, box.right + x, box.bottom + y};
}

// A slanted line's box is taller than the line.
float LineHeight(const Quad& quad, const geometry::Box& box) {
  return std::min({geometry::Height(quad), box.width(), box.height()});
}

geometry::Box WithRoom(const Quad& quad) {
  const geometry::Box box = geometry::BoundingBox(quad);
  const float line = LineHeight(quad, box);
  const float along = std::max(kRoomAlong * line, kLeastRoom), across = std::max(kRoomAcross * line, kLeastRoom);
  return box.height() > box.width() ? Grown(box, across, along) : Grown(box, along, across);
}

Area Pixels(const geometry::Box& box, int width, int height) {
  const int left = std::clamp(static_cast<int>(std::floor(box.left)), 0, width - 1);
  const int top = std::clamp(static_cast<int>(std::floor(box.top)), 0, height - 1);
  const int right = std::clamp(static_cast<int>(std::ceil(box.right)), left + 1, width);
  const int bottom = std::clamp(static_cast<int>(std::ceil(box.bottom)), top + 1, height);
  return {left, top, right - left, bottom - top};
}

Area Around(const Area& a, const Area& b) {
  const int left = std::min(a.left, b.left), top = std::min(a.top, b.top);
  return {left, top, std::max(a.left + a.width, b.left + b.width) - left,
          std::max(a.top + a.height, b.top + b.height) - top};
}

bool Overlap(const Area& a, const Area& b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

bool BelongTogether(const Area& a, const Area& b) {
  return Overlap(a, b) || Around(a, b).size() <= kWorthJoining * (a.size() + b.size());
}

struct Row {
  std::size_t first = 0, end = 0;  // placements
  int top = 0, height = 0;
};

// From the left, a new row where the canvas ends.
std::vector<Row> LaidOut(std::vector<Placement>& placements, int width) {
  std::vector<Row> rows;
  int left = width;
  for (std::size_t i = 0; i < placements.size(); ++i) {
    Area& at = placements[i].at;
    if (left + at.width > width) {
      rows.push_back({i, i, rows.empty() ? 0 : rows.back().top + rows.back().height, 0});
      left = 0;
    }
    Row& row = rows.back();
    at.left = left;
    at.top = row.top;
    left += at.width;
    row.height = std::max(row.height, at.height);
    row.end = i + 1;
  }
  return rows;
}

// Evenly on both sides, as far as the picture has room.
void Grow(int& start, int& length, double wanted, int picture) {
  const int grown = std::clamp(static_cast<int>(std::lround(wanted)), length, picture);
  start = std::clamp(start - (grown - length) / 2, 0, picture - grown);
  length = grown;
}

int UpToStep(int length) { return (length + kInputStep - 1) / kInputStep * kInputStep; }

// From pixels of the picture to pixels of the canvas.
struct Scale {
  double x = 1, y = 1;
  int Wide(int width) const { return std::max(1, static_cast<int>(std::lround(width * x))); }
  int High(int height) const { return std::max(1, static_cast<int>(std::lround(height * y))); }
};

// Parts grow until they fill the canvas: beside black, the network finds much less than in real surroundings.
void FillCanvas(Canvas& canvas, std::vector<Row> rows, const Scale& scale, int picture_width, int picture_height) {
  rows.back().height = canvas.height - rows.back().top;
  for (const Row& row : rows) {
    for (std::size_t i = row.first; i < row.end; ++i) {
      auto& [core, part, at] = canvas.placements[i];
      const int width = (i + 1 < row.end ? canvas.placements[i + 1].at.left : canvas.width) - at.left;
      Grow(part.left, part.width, width / scale.x, picture_width);
      Grow(part.top, part.height, row.height / scale.y, picture_height);
      at.width = std::min(width, scale.Wide(part.width));
      at.height = std::min(row.height, scale.High(part.height));
    }
  }
}

}  // namespace

double WrittenShare(const std::vector<Detection>& boxes, int picture_width, int picture_height) {
  double written = 0;
  for (const Detection& box : boxes) {
    const geometry::Box tight = geometry::BoundingBox(box.quad);
    const float room = LineHeight(box.quad, tight);
    written += Pixels(Grown(tight, room, room), picture_width, picture_height).size();
  }
  return written / picture_width / picture_height;
}

std::vector<Area> TextRegions(const std::vector<Detection>& boxes, int picture_width, int picture_height) {
  std::vector<Area> regions;
  for (const Detection& box : boxes) {
    Area grown = Pixels(WithRoom(box.quad), picture_width, picture_height);
    // What it joins makes it larger, which may make it meet others.
    for (auto met = regions.begin(); met != regions.end();) {
      if (!BelongTogether(*met, grown)) {
        ++met;
        continue;
      }
      grown = Around(*met, grown);
      regions.erase(met);
      met = regions.begin();
    }
    regions.push_back(grown);
  }
  return regions;
}

std::optional<Canvas> Packed(std::vector<Area> regions, const InputSize& full, int picture_width, int picture_height) {
  if (regions.empty()) return std::nullopt;
  const Scale scale{static_cast<double>(full.width) / picture_width, static_cast<double>(full.height) / picture_height};
  std::ranges::sort(regions, std::ranges::greater{}, &Area::height);
  std::vector<Placement> placements;
  int widest = kInputStep;
  for (const Area& region : regions) {
    placements.push_back({region, region, {0, 0, scale.Wide(region.width), scale.High(region.height)}});
    widest = std::max(widest, UpToStep(placements.back().at.width));
  }
  std::optional<Canvas> best;
  std::vector<Row> best_rows;
  double least = kWorthPacking * full.canvas_width * full.canvas_height;
  for (int width = widest; width <= std::max(widest, full.canvas_width); width += kInputStep) {
    const std::vector<Row> rows = LaidOut(placements, width);
    const int height = UpToStep(rows.back().top + rows.back().height);
    if (static_cast<double>(width) * height >= least) continue;
    least = static_cast<double>(width) * height;
    best = Canvas{width, height, placements};
    best_rows = rows;
  }
  if (best) FillCanvas(*best, best_rows, scale, picture_width, picture_height);
  return best;
}

}  // namespace dsocr::detect
