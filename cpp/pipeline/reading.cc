#include "pipeline/reading.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include "base/load.h"
#include "geometry/quad.h"
#include "pipeline/direction.h"
#include "pipeline/reading_order.h"
#include "pipeline/search_side.h"
#include "pipeline/stopwatch.h"
#include "recognize/line_classifier.h"
#include "recognize/recognizer.h"

namespace dsocr::pipeline {
namespace {

using recognize::Crop;
using recognize::Run;

// Above it a line was read with such confidence that it cannot stand upside down, and the classifier is not asked.
constexpr float kCertain = 0.85f;
// A line that runs as the rest of the page does may read worse by as much and is still preferred.
constexpr float kPageDirectionFavour = 0.1f;
// A larger JPEG is decoded at 1/2, 1/4 or 1/8: the detector never sees more, and letters that only the full size
// shows are below what the recogniser needs.
constexpr int kEnoughLongSide = 2000;
constexpr int kEnoughShortSide = 800;  // of a long screenshot, which is seen in tiles
// What a network is tried on where nobody knows yet how fast it is.
constexpr int kProbeSide = 256;
constexpr int kProbeColumns = 160;

double Megapixels(std::size_t input_bytes) { return static_cast<double>(input_bytes / (3 * sizeof(float))) / 1e6; }

// The second of two runs: the first one also takes memory.
Expected<double> ProbeMs(engine::Model& model, const std::array<int, 4>& shape) {
  const Expected<float*> input = model.Input(shape);
  if (!input) return std::unexpected(input.error());
  std::fill_n(*input, static_cast<std::size_t>(shape[0]) * shape[1] * shape[2] * shape[3], 0.f);
  if (const auto first = model.Run(); !first) return std::unexpected(first.error());
  Stopwatch stopwatch;
  if (const auto second = model.Run(); !second) return std::unexpected(second.error());
  return stopwatch.Lap();
}

std::vector<Line> InReadingOrder(std::vector<Line> lines) {
  std::vector<Quad> quads;
  for (const Line& line : lines) quads.push_back(line.quad);
  std::vector<Line> ordered;
  for (const int i : ReadingOrder(quads)) ordered.push_back(std::move(lines[i]));
  return ordered;
}

void Scale(std::vector<Word>& words, float x_factor, float y_factor) {
  for (Word& word : words) word.quad = geometry::Scaled(word.quad, x_factor, y_factor);
}

// From the pixels that were decoded to those of the file.
void MapToSource(Page& page, const Decoded& decoded) {
  page.width = decoded.source_width;
  page.height = decoded.source_height;
  const float x_factor = static_cast<float>(decoded.source_width) / static_cast<float>(decoded.image.width());
  const float y_factor = static_cast<float>(decoded.source_height) / static_cast<float>(decoded.image.height());
  if (x_factor == 1 && y_factor == 1) return;
  for (Line& line : page.lines) {
    line.quad = geometry::Scaled(line.quad, x_factor, y_factor);
    Scale(line.words, x_factor, y_factor);
    Scale(line.characters, x_factor, y_factor);
  }
  for (Quad& quad : page.left_out.lines) quad = geometry::Scaled(quad, x_factor, y_factor);
}

detect::DetectorOptions OptionsFor(detect::DetectorOptions of_model, const ReadOptions& options) {
  of_model.db.box_threshold = options.box_threshold.value_or(of_model.db.box_threshold);
  of_model.db.unclip_ratio = options.unclip_ratio.value_or(of_model.db.unclip_ratio);
  return of_model;
}

// Of a run; a line that is longer than the network takes has several of its width.
double ColumnsOf(const Crop& crop, int width, const recognize::RecognizerOptions& recognizer) {
  return std::max(width, recognize::WidthAtHeight(crop, recognizer.height, std::numeric_limits<int>::max() / 2));
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

CopiedBytes SumsOf(const CopyTally& tally) {
  return {.decode = tally.Sum(Copy::kDecode), .resize = tally.Sum(Copy::kResize), .convert = tally.Sum(Copy::kConvert),
          .unfold = tally.Sum(Copy::kUnfold), .mask = tally.Sum(Copy::kMask), .warp = tally.Sum(Copy::kWarp)};
}

}  // namespace

Reading::Reading(Parts& parts, const ReadOptions& options, double spent_ms)
    : parts_(parts), options_(options), detector_options_(OptionsFor(parts.package.detector, options)), affinity_(parts.lanes->cpus()), own_(parts.lanes->Take()),
      budget_(options.budget_ms, spent_ms), counting_(tally_) {
  page_.elapsed_ms.decode = spent_ms;
}

Expected<Page> Reading::OfFile(std::span<const std::uint8_t> bytes, const std::string& name) {
  Stopwatch stopwatch;
  const auto decoded = DecodeImage(bytes, name, HowToDecode());
  if (!decoded) return std::unexpected(decoded.error());
  decoded_bytes_ = decoded->image.bytes();
  page_.elapsed_ms.decode += stopwatch.Lap();
  auto page = OfPixels(decoded->image.view());
  if (page) MapToSource(*page, *decoded);
  return page;
}

DecodeOptions Reading::HowToDecode() const {
  return {.max_pixels = options_.max_pixels,
          .enough_long_side = kEnoughLongSide,
          .enough_short_side = kEnoughShortSide,
          .max_bytes = parts_.memory.PictureBytes(parts_.package.recognizer.max_width)};
}

Expected<Page> Reading::OfPixels(const ImageView& image) {
  page_.width = image.width;
  page_.height = image.height;
  const auto detections = Detect(image);
  if (!detections) return std::unexpected(detections.error());
  std::vector<Crop> crops;
  for (const Detection& detection : *detections) crops.push_back({image, detection.quad});
  auto lines = ReadAndTurn(crops);
  if (!lines) return std::unexpected(lines.error());
  if (options_.classify) {
    Stopwatch stopwatch;
    if (auto read = ReadStraysAlong(image, *lines); !read) return std::unexpected(read.error());
    page_.elapsed_ms.classify += stopwatch.Lap();
  }
  page_.lines = Settled(crops, *std::move(lines));
  std::erase_if(page_.lines, [&](const Line& line) {
    return line.text.empty() || line.confidence < options_.min_confidence;
  });
  page_.lines = InReadingOrder(std::move(page_.lines));
  page_.copied = SumsOf(tally_);
  page_.elapsed_ms.total = budget_.spent_ms();
  return std::move(page_);
}

Expected<std::vector<Detection>> Reading::Detect(const ImageView& image) {
  Stopwatch stopwatch;
  const bool rests = parts_.costs.WideDetectorRests() || MachineIsCrowded();
  const auto wide = rests ? Lanes::WideDetector() : parts_.lanes->TryWideDetector();
  const bool is_wide = wide.get() != nullptr;
  engine::Model& detector = is_wide ? *wide.get() : own_->detector;
  const Expected<int> side = SideFor(image, detector, is_wide);
  if (!side) return std::unexpected(side.error());
  auto detections = SearchAt(*side, image, detector, is_wide);
  page_.elapsed_ms.detect = stopwatch.Lap();
  return detections;
}

// The caller's, or a smaller one that time and memory allow.
Expected<int> Reading::SideFor(const ImageView& image, engine::Model& detector, bool is_wide) {
  const auto limits = LimitsOfSearch(detector, is_wide);
  if (!limits) return std::unexpected(limits.error());
  const int side = SearchSide(image.width, image.height, detector_options_.min_short_side, *limits);
  if (side == 0 || options_.max_side == 0) return std::max(side, options_.max_side);
  return std::min(side, options_.max_side);
}

Expected<std::vector<Detection>> Reading::SearchAt(int side, const ImageView& image, engine::Model& detector,
                                                   bool is_wide) {
  detect::Sides sides;
  Stopwatch stopwatch;
  const double processor_before = ThreadProcessorMs();
  const std::size_t seen_before = tally_.Sum(Copy::kResize);
  auto detections = detect::Detect(detector, detector_options_, image, side, &sides);
  if (!detections) return detections;
  const double ms = stopwatch.Lap();
  const double cost = ms / Megapixels(tally_.Sum(Copy::kResize) - seen_before);
  parts_.costs.Note(is_wide ? Costs{.wide_detector_megapixel = cost} : Costs{.detector_megapixel = cost});
  if (is_wide) parts_.costs.NoteWideDetector(ThreadProcessorMs() - processor_before, ms);
  if (side != options_.max_side) NoteReduction(sides);
  return detections;
}

void Reading::NoteReduction(const detect::Sides& sides) {
  const int usual = options_.max_side > 0 ? std::min(sides.wanted, options_.max_side) : sides.wanted;
  if (sides.used >= usual) return;
  page_.left_out.detector_side = sides.used;
  page_.left_out.usual_detector_side = usual;
}

Expected<SearchLimits> Reading::LimitsOfSearch(engine::Model& detector, bool is_wide) {
  SearchLimits limits;
  if (parts_.memory.IsLimited()) limits.at_once = parts_.memory.DetectorPixels(decoded_bytes_);
  if (!budget_.IsLimited()) return limits;
  const Expected<double> megapixel = DetectorMegapixelMs(detector, is_wide);
  if (!megapixel) return std::unexpected(megapixel.error());
  limits.in_all = budget_.left_for_detector_ms() / *megapixel * 1e6;
  return limits;
}

Expected<double> Reading::DetectorMegapixelMs(engine::Model& detector, bool is_wide) {
  const Costs known = parts_.costs.Known();
  const double cost = is_wide ? known.wide_detector_megapixel : known.detector_megapixel;
  if (cost > 0) return cost;
  auto ms = ProbeMs(detector, {1, 3, kProbeSide, kProbeSide});
  if (ms) *ms /= kProbeSide * kProbeSide / 1e6;
  return ms;
}

Expected<double> Reading::ColumnMs() {
  const double cost = parts_.costs.Known().column;
  if (cost > 0 || !budget_.IsLimited()) return cost;
  auto ms = ProbeMs(own_->recognizer, {1, 3, parts_.package.recognizer.height, kProbeColumns});
  if (ms) *ms /= kProbeColumns;
  return ms;
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

// Text that is upside down reads badly, so only lines that read badly are shown to the classifier.
Expected<void> Reading::TurnUpsideDown(std::span<const Crop> crops, Lines& lines) {
  SecondReadings turned;
  for (std::size_t i = 0; i < crops.size(); ++i) {
    if (!lines[i] || lines[i]->confidence >= kCertain) continue;
    const Expected<bool> upside_down = IsUpsideDown(crops[i]);
    if (!upside_down) return std::unexpected(upside_down.error());
    if (*upside_down) turned.Add(i, {crops[i].image, geometry::StartingAt(crops[i].quad, 2)});
  }
  return ReadAgain(turned, 0, lines);
}

// Lines that run against the rest of the page were perhaps read from the wrong side: short ones on a page that lies on
// its side, and digits that look like others when they stand on their heads.
Expected<void> Reading::ReadStraysAlong(const ImageView& image, Lines& lines) {
  std::vector<Quad> sure;
  for (const std::optional<Line>& line : lines) {
    if (line && line->confidence >= kCertain) sure.push_back(line->quad);
  }
  const Point direction = MainDirection(sure);
  SecondReadings strays;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i]) continue;
    const Quad along = ReadAlong(lines[i]->quad, direction);
    if (along != lines[i]->quad) strays.Add(i, {image, along});
  }
  return ReadAgain(strays, kPageDirectionFavour, lines);
}

// The classifier costs about as much as reading a line of its width does.
Expected<bool> Reading::IsUpsideDown(const Crop& crop) {
  if (!budget_.HasTimeFor(parts_.package.classifier.width * parts_.costs.Known().column)) {
    ++page_.left_out.unchecked;
    return false;
  }
  return recognize::IsUpsideDown(*own_->classifier, parts_.package.classifier, crop);
}

}  // namespace dsocr::pipeline
