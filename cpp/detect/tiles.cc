#include "detect/tiles.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "detect/input_size.h"
#include "geometry/quad.h"
#include "geometry/rotated_rect.h"

namespace dsocr::detect {
namespace {

// A picture this many times as long as wide, as receipts are, is still seen whole.
constexpr int kLongAspect = 4;
constexpr int kLeastShortSide = 320;
constexpr int kLeastTileSide = 128;  // of the detector's input
// In shorter sides of the picture.
constexpr double kTileLength = 1.6;
constexpr double kOverlap = 0.25;

// Two boxes are of one line if they are turned against each other by no more than this sine; if so much of the lower
// one's height lies within the other's; and if they overlap along the line by so much of its height, or of the shorter
// one's length. (The largest letters fill the picture from side to side, and the overlap is a quarter of that.)
constexpr float kParallel = 0.2f;
constexpr float kSharedHeight = 0.5f;
constexpr float kSharedLength = 0.2f;
// A box that is less than this many times as long as high, as that of a letter which a seam cuts, does not say how it
// is turned.
constexpr float kTellsDirection = 3;

struct Interval {
  float low = 0, high = 0;
  float length() const { return high - low; }
};

float Shared(const Interval& a, const Interval& b) { return std::min(a.high, b.high) - std::max(a.low, b.low); }

Point Along(const Quad& quad) {
  const Point side{quad[1].x - quad[0].x, quad[1].y - quad[0].y};
  const float length = std::max(std::hypot(side.x, side.y), 1e-6f);
  return {side.x / length, side.y / length};
}

Interval Extent(const Quad& quad, Point axis) {
  const auto [low, high] = std::minmax({quad[0].x * axis.x + quad[0].y * axis.y, quad[1].x * axis.x + quad[1].y * axis.y,
                                        quad[2].x * axis.x + quad[2].y * axis.y, quad[3].x * axis.x + quad[3].y * axis.y});
  return {low, high};
}

bool AreParallel(const Quad& a, const Quad& b) {
  for (const Quad& quad : {a, b}) {
    if (geometry::Width(quad) < kTellsDirection * geometry::Height(quad)) return true;
  }
  const Point along = Along(a), other = Along(b);
  return std::abs(along.x * other.y - along.y * other.x) <= kParallel;
}

bool AreOneLine(const Quad& a, const Quad& b) {
  if (!AreParallel(a, b)) return false;
  const Point along = Along(geometry::Width(a) >= geometry::Width(b) ? a : b);
  const Interval a_height = Extent(a, {-along.y, along.x}), b_height = Extent(b, {-along.y, along.x});
  const float height = std::min(a_height.length(), b_height.length());
  if (Shared(a_height, b_height) < kSharedHeight * height) return false;
  const Interval a_length = Extent(a, along), b_length = Extent(b, along);
  return Shared(a_length, b_length) > kSharedLength * std::min({a_length.length(), b_length.length(), height});
}

// Boxes that belong together, by union-find.
class Groups {
 public:
  explicit Groups(std::size_t count) : parents_(count) { std::iota(parents_.begin(), parents_.end(), std::size_t{0}); }

  void Join(std::size_t a, std::size_t b) { parents_[Root(a)] = Root(b); }
  std::size_t Root(std::size_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }

 private:
  std::vector<std::size_t> parents_;
};

Detection Around(const std::vector<Detection>& boxes) {
  if (boxes.size() == 1) return boxes.front();
  std::vector<Point> corners;
  float confidence = 0;
  for (const Detection& box : boxes) {
    corners.insert(corners.end(), box.quad.begin(), box.quad.end());
    confidence = std::max(confidence, box.confidence);
  }
  return {geometry::ReadingQuad(geometry::MinAreaRect(geometry::ConvexHull(corners))), confidence};
}

}  // namespace

std::vector<Area> Tiles(int width, int height, int max_side) {
  const std::vector<Area> whole{{0, 0, width, height}};
  const int shorter = std::min(width, height), longer = std::max(width, height);
  if (shorter < kLeastShortSide || longer <= kLongAspect * shorter) return whole;
  const double overlap = kOverlap * shorter;
  const int count = static_cast<int>(std::ceil((longer - overlap) / (kTileLength * shorter - overlap)));
  const double step = (longer - overlap) / count;
  std::vector<Area> tiles;
  for (int i = 0; i < count; ++i) {
    const int from = static_cast<int>(std::lround(i * step));
    const int length = std::min(longer, static_cast<int>(std::lround((i + 1) * step + overlap))) - from;
    tiles.push_back(width > height ? Area{from, 0, length, height} : Area{0, from, width, length});
  }
  const bool shows_nothing = max_side != 0 && SideOfTile(max_side, tiles.front(), width, height) < kLeastTileSide;
  return shows_nothing ? whole : tiles;
}

int SideOfTile(int max_side, const Area& tile, int width, int height) {
  if (max_side == 0) return 0;
  const std::int64_t side = max_side;  // times a length it may exceed an int
  return static_cast<int>(std::max<std::int64_t>(side * std::max(tile.width, tile.height) / std::max(width, height), 1));
}

int LongerSideInTiles(const Area& tile, int width, int height, int min_short_side) {
  const InputSize size = ChooseInputSize(tile.width, tile.height, {.min_short_side = min_short_side});
  const std::int64_t side = std::max(size.canvas_width, size.canvas_height);
  return static_cast<int>(side * std::max(width, height) / std::max(tile.width, tile.height));
}

std::vector<Detection> JoinedAtSeams(const std::vector<std::vector<Detection>>& boxes) {
  std::vector<Detection> all;
  std::vector<std::size_t> starts;  // of each tile's boxes in `all`
  for (const auto& tile : boxes) {
    starts.push_back(all.size());
    all.insert(all.end(), tile.begin(), tile.end());
  }
  Groups groups(all.size());
  for (std::size_t tile = 1; tile < boxes.size(); ++tile) {
    const std::size_t end = starts[tile] + boxes[tile].size();
    for (std::size_t i = starts[tile - 1]; i < starts[tile]; ++i) {
      for (std::size_t j = starts[tile]; j < end; ++j) {
        if (AreOneLine(all[i].quad, all[j].quad)) groups.Join(j, i);
      }
    }
  }
  std::vector<std::vector<Detection>> members(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) members[groups.Root(i)].push_back(all[i]);
  std::vector<Detection> joined;
  for (const auto& line : members) {
    if (!line.empty()) joined.push_back(Around(line));
  }
  return joined;
}

}  // namespace dsocr::detect
