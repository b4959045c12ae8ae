// The second half of a reading: from the places of the lines to their text.
#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include "geometry/quad.h"
#include "pipeline/direction.h"
#include "pipeline/probe.h"
#include "pipeline/reading.h"
#include "pipeline/stopwatch.h"
#include "recognize/line_classifier.h"
#include "recognize/recognizer.h"

namespace dsocr::pipeline {
namespace {

using recognize::Crop;
using recognize::Run;

// Above it a line was read with such confidence that it hardly stands upside down, and the classifier is not asked: on
// pictures that may be learnt from, 3 of 100 lines on their heads are read with as much, and 96 of 100 upright ones
// (`accurate`; with .85, 18 and 98).
constexpr float kCertain = 0.93f;
// A line that runs as the rest of the page does may read worse by as much and is still preferred.
constexpr float kPageDirectionFavour = 0.1f;

// Of a run; a line that is longer than the network takes has several of its width.
double ColumnsOf(const Crop& crop, int width, const recognize::RecognizerOptions& recognizer) {
  return std::max(width, recognize::WidthAtHeight(crop, recognizer.rows(), std::numeric_limits<int>::max() / 2));
}

struct Measured {
  double columns = 0;
  double ms = 0;  // 0: not read
};

double MeanColumnMs(std::span<const Measured> lines) {
  double ms = 0, columns = 0;
  for (const Measured& line : lines) {
    ms += line.ms;
    columns += line.ms > 0 ? line.columns : 0;
  }
  return columns > 0 ? ms / columns : 0;
}

}  // namespace

Expected<double> Reading::ColumnMs() {
  const double cost = parts_.costs.Known().column;
  if (cost > 0 || !budget_.IsLimited()) return cost;
  const Expected<double> probed = pipeline::ColumnMs(own_->recognizer, parts_.package.recognizer.height);
  if (probed) parts_.costs.Note({.column = *probed});
  return probed;
}

Expected<std::vector<Line>> Reading::Recognize(std::span<const Crop> crops) {
  auto lines = ReadAndTurn(crops);
  if (!lines) return std::unexpected(lines.error());
  return Settled(crops, *std::move(lines));
}

Expected<Reading::Lines> Reading::ReadAndTurn(std::span<const Crop> crops) {
  Stopwatch stopwatch;
  auto lines = ReadLines(crops);
  page_.elapsed_ms.recognize = stopwatch.Lap();
  if (!lines || !options_.classify || !parts_.package.classifier_file) return lines;
  if (auto turned = TurnUpsideDown(crops, *lines); !turned) return std::unexpected(turned.error());
  page_.elapsed_ms.classify = stopwatch.Lap();
  return lines;
}

std::vector<Line> Reading::Settled(std::span<const Crop> crops, Lines read) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < crops.size(); ++i) {
    Line& line = lines.emplace_back();
    line.quad = crops[i].quad;
    if (read[i]) line = *std::move(read[i]);
    else page_.left_out.lines.push_back(line.quad);
  }
  return lines;
}

Expected<Reading::Lines> Reading::ReadLines(std::span<const Crop> crops) {
  if (crops.empty()) return Lines{};
  const recognize::RecognizerOptions& recognizer = parts_.package.recognizer;
  const Expected<double> column = ColumnMs();
  if (!column) return std::unexpected(column.error());
  std::vector<Run> runs = recognize::PlanCrops(crops, recognizer);
  if (budget_.IsLimited()) PutTallestFirst(runs, crops);

  Lines lines(crops.size());
  std::vector<Measured> measured(runs.size());
  const auto read = [&](int i, Lane& lane) -> Expected<void> {
    const CopyTally::Scope counting(tally_);
    const auto [index, width] = runs[i];
    const double columns = ColumnsOf(crops[index], width, recognizer);
    if (!budget_.HasTimeFor(columns * *column)) return {};
    Stopwatch stopwatch;
    auto line = recognize::RecognizeCrop(lane.recognizer, recognizer, crops[index], width);
    if (!line) return std::unexpected(line.error());
    measured[i] = {.columns = columns, .ms = stopwatch.Lap()};
    lines[index] = *std::move(line);
    return {};
  };
  if (auto done = parts_.lanes->ForEach(*own_, static_cast<int>(runs.size()), read); !done) {
    return std::unexpected(done.error());
  }
  parts_.costs.Note({.column = MeanColumnMs(measured)});
  return lines;
}

// Each crop once more, as `again` says; the better reading stays, the new one being taken for better by `favour`.
Expected<void> Reading::ReadAgain(const SecondReadings& again, float favour, Lines& lines) {
  auto read = ReadLines(again.crops);
  if (!read) return std::unexpected(read.error());
  for (std::size_t i = 0; i < read->size(); ++i) {
    std::optional<Line>& line = lines[again.lines[i]];
    std::optional<Line>& other = (*read)[i];
    if (!other) ++page_.left_out.unchecked;
    else if (other->confidence + favour > line->confidence) line = std::move(other);
  }
  return {};
}

Expected<void> Reading::TurnUpsideDown(std::span<const Crop> crops, Lines& lines) {
  const auto upside_down = UpsideDown(crops, lines);
  if (!upside_down) return std::unexpected(upside_down.error());
  SecondReadings turned;
  for (const std::size_t i : *upside_down) turned.Add(i, {crops[i].image, geometry::StartingAt(crops[i].quad, 2)});
  return ReadAgain(turned, 0, lines);
}

// Text that is upside down reads badly, so only lines that read badly are shown to the classifier, which costs about as
// much as reading a line of its width does.
Expected<std::vector<std::size_t>> Reading::UpsideDown(std::span<const Crop> crops, const Lines& lines) {
  enum class Verdict : char { kUnchecked, kUpright, kUpsideDown };
  std::vector<std::size_t> doubtful;
  for (std::size_t i = 0; i < crops.size(); ++i) {
    if (lines[i] && lines[i]->confidence < kCertain) doubtful.push_back(i);
  }
  const double ms = parts_.package.classifier.width * parts_.costs.Known().column;
  std::vector<Verdict> verdicts(doubtful.size(), Verdict::kUnchecked);
  const auto check = [&](int k, Lane& lane) -> Expected<void> {
    const CopyTally::Scope counting(tally_);
    if (!budget_.HasTimeFor(ms)) return {};
    const auto turned = recognize::IsUpsideDown(*lane.classifier, parts_.package.classifier, crops[doubtful[k]]);
    if (!turned) return std::unexpected(turned.error());
    verdicts[k] = *turned ? Verdict::kUpsideDown : Verdict::kUpright;
    return {};
  };
  if (auto done = parts_.lanes->ForEach(*own_, static_cast<int>(doubtful.size()), check); !done) {
    return std::unexpected(done.error());
  }
  page_.left_out.unchecked += static_cast<int>(std::ranges::count(verdicts, Verdict::kUnchecked));
  std::vector<std::size_t> upside_down;
  for (std::size_t k = 0; k < doubtful.size(); ++k) {
    if (verdicts[k] == Verdict::kUpsideDown) upside_down.push_back(doubtful[k]);
  }
  return upside_down;
}

// Lines that run against the rest of the page were perhaps read from the wrong side: short ones on a page that lies on
// its side, and digits that look like others when they stand on their heads.
Expected<void> Reading::ReadStraysAlong(const ImageView& image, Lines& lines) {
  std::vector<Quad> sure;
  for (const std::optional<Line>& line : lines) {
    if (line && line->confidence >= kCertain) sure.push_back(line->quad);
  }
  if (sure.empty()) return {};  // the page's direction is not known
  const Point direction = MainDirection(sure);
  SecondReadings strays;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i]) continue;
    const Quad along = ReadAlong(lines[i]->quad, direction);
    if (along != lines[i]->quad) strays.Add(i, {image, along});
  }
  return ReadAgain(strays, kPageDirectionFavour, lines);
}

}  // namespace dsocr::pipeline
