#include "pipeline/reading_order.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/utf8.h"
#include "geometry/quad.h"
#include "pipeline/direction.h"

namespace dsocr::pipeline {
namespace {

using geometry::Box;

constexpr float kRowOverlap = 0.5f;      // of the lower line: above it two lines share a row
constexpr float kColumnGap = 1.0f;       // in line heights
constexpr int kColumnLines = 3;          // a column has at least so many
constexpr float kColumnWidth = 8.0f;     // in line heights; narrower ones are tables
constexpr float kColumnFill = 0.55f;     // the middle line of a column fills at least this share of it

struct Item {
  int index;
  Box box;
};
using Items = std::vector<Item>;

// Of a page that is read from the right, its picture in a mirror.
Box SeenAlong(const Quad& quad, Point direction, bool from_right) {
  const float forwards = from_right ? -1.f : 1.f;
  Quad seen;
  for (int i = 0; i < 4; ++i) {
    seen[i] = {forwards * (quad[i].x * direction.x + quad[i].y * direction.y),
               quad[i].y * direction.x - quad[i].x * direction.y};
  }
  return geometry::BoundingBox(seen);
}

bool ShareRow(const Box& a, const Box& b) {
  const float overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return overlap > kRowOverlap * std::min(a.height(), b.height());
}

template <typename Get>
float Median(const Items& items, Get get) {
  std::vector<float> values;
  for (const Item& item : items) values.push_back(get(item));
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

float MedianHeight(const Items& items) {
  return Median(items, [](const Item& item) { return item.box.height(); });
}

// Not where it stands over or under one of them: a tall item beside two small ones shares a row with both.
bool IsInRow(const Items& row, const Item& item) {
  return ShareRow(row.back().box, item.box) && std::ranges::all_of(row, [&](const Item& other) {
    const bool beside = other.box.right <= item.box.left || item.box.right <= other.box.left;
    return beside || ShareRow(other.box, item.box);
  });
}

std::vector<Items> Rows(Items items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.box.center().y < b.box.center().y; });
  std::vector<Items> rows;
  for (const Item& item : items) {
    if (rows.empty() || !IsInRow(rows.back(), item)) rows.emplace_back();
    rows.back().push_back(item);
  }
  return rows;
}

// A free strip that runs down through all of the items, with items on both sides.
struct Gap {
  float left, right;
};

// What items cover from left to right: parts that do not touch, in order. Kept as items come in, since a block of many
// rows is asked after each.
class Cover {
 public:
  void Add(const Items& items) {
    for (const Item& item : items) Add(item.box.left, item.box.right);
  }

  std::optional<Gap> WidestGap() const {
    std::optional<Gap> widest;
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      const Gap gap{parts_[i - 1].right, parts_[i].left};
      if (!widest || gap.right - gap.left > widest->right - widest->left) widest = gap;
    }
    return widest;
  }

 private:
  struct Part {
    float left, right;
  };

  void Add(float left, float right) {
    const auto first = std::lower_bound(parts_.begin(), parts_.end(), left,
                                        [](const Part& part, float x) { return part.right < x; });
    auto last = first;
    for (; last != parts_.end() && last->left <= right; ++last) {
      left = std::min(left, last->left);
      right = std::max(right, last->right);
    }
    parts_.insert(parts_.erase(first, last), {left, right});
  }

  std::vector<Part> parts_;
};

std::optional<Gap> WidestGap(const Items& items) {
  Cover cover;
  cover.Add(items);
  return cover.WidestGap();
}

bool LooksLikeColumn(const Items& items, float line_height) {
  if (static_cast<int>(items.size()) < kColumnLines) return false;
  float left = items.front().box.left, right = items.front().box.right;
  for (const Item& item : items) {
    left = std::min(left, item.box.left);
    right = std::max(right, item.box.right);
  }
  const float middle = Median(items, [](const Item& item) { return item.box.width(); });
  return right - left >= kColumnWidth * line_height && middle >= kColumnFill * (right - left);
}

struct Columns {
  Items left, right;
};

// Splits at the widest gap where both sides look like columns of text.
std::optional<Columns> SplitColumns(const Items& items) {
  const std::optional<Gap> gap = WidestGap(items);
  const float line_height = MedianHeight(items);
  if (!gap || gap->right - gap->left < kColumnGap * line_height) return std::nullopt;
  Columns columns;
  for (const Item& item : items) (item.box.left < gap->right ? columns.left : columns.right).push_back(item);
  if (!LooksLikeColumn(columns.left, line_height) || !LooksLikeColumn(columns.right, line_height)) return std::nullopt;
  return columns;
}

Items Joined(const std::vector<Items>& rows, std::size_t first, std::size_t last) {
  Items items;
  for (std::size_t i = first; i < last; ++i) items.insert(items.end(), rows[i].begin(), rows[i].end());
  return items;
}

void AppendOrder(const Items& items, std::vector<int>& order);

void AppendRow(Items row, std::vector<int>& order) {
  std::stable_sort(row.begin(), row.end(), [](const Item& a, const Item& b) { return a.box.left < b.box.left; });
  for (const Item& item : row) order.push_back(item.index);
}

// How many rows from `first` on share a gap; a row that crosses it (a headline) ends the block.
std::size_t EndOfColumnBlock(const std::vector<Items>& rows, std::size_t first, float line_height) {
  Cover block;
  std::size_t end = first;
  for (std::size_t i = first; i < rows.size(); ++i) {
    block.Add(rows[i]);
    const std::optional<Gap> gap = block.WidestGap();
    // One-sided rows at the start have no gap yet; they may belong to a column whose neighbour begins lower.
    if (gap && gap->right - gap->left >= kColumnGap * line_height) {
      end = i + 1;
    } else if (end > first) {
      break;
    }
  }
  return end;
}

void AppendOrder(const Items& items, std::vector<int>& order) {
  const std::vector<Items> rows = Rows(items);
  const float line_height = MedianHeight(items);
  for (std::size_t i = 0; i < rows.size();) {
    const std::size_t end = EndOfColumnBlock(rows, i, line_height);
    const auto columns = end > i ? SplitColumns(Joined(rows, i, end)) : std::nullopt;
    if (!columns) {
      AppendRow(rows[i++], order);
      continue;
    }
    AppendOrder(columns->left, order);
    AppendOrder(columns->right, order);
    i = end;
  }
}

}  // namespace

std::vector<int> ReadingOrder(const std::vector<Quad>& quads, bool from_right) {
  const Point direction = MainDirection(quads);
  Items items;
  for (std::size_t i = 0; i < quads.size(); ++i) {
    items.push_back({static_cast<int>(i), SeenAlong(quads[i], direction, from_right)});
  }
  std::vector<int> order;
  if (!items.empty()) AppendOrder(items, order);
  return order;
}

bool OnOneRow(const Quad& a, const Quad& b, bool from_right) {
  const Point direction = MainDirection({a});
  const Box first = SeenAlong(a, direction, from_right), second = SeenAlong(b, direction, from_right);
  return ShareRow(first, second) && second.left >= first.center().x;
}

bool RunsFromRight(const std::vector<Line>& lines) {
  const auto has = [](const Line& line, auto is_such) {
    return std::ranges::any_of(line.characters, [&](const Word& c) { return is_such(FirstCodePoint(c.text)); });
  };
  std::size_t from_right = 0, from_left = 0;
  for (const Line& line : lines) {
    if (has(line, IsFromRight)) ++from_right;
    else if (has(line, IsAsciiLetter)) ++from_left;
  }
  return from_right > from_left;
}

}  // namespace dsocr::pipeline
