#include "pipeline/reading.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/load.h"
#include "geometry/quad.h"
#include "pipeline/probe.h"
#include "pipeline/reading_order.h"
#include "pipeline/search_side.h"
#include "pipeline/stopwatch.h"
#include "pipeline/survey.h"

namespace dsocr::pipeline {
namespace {

using recognize::Crop;

// A larger JPEG is decoded at 1/2, 1/4 or 1/8: the detector never sees more, and letters that only the full size
// shows are below what the recogniser needs.
constexpr int kEnoughLongSide = 2000;
constexpr int kEnoughShortSide = 800;  // of a long screenshot, which is seen in tiles

double Megapixels(std::size_t input_bytes) { return static_cast<double>(input_bytes / (3 * sizeof(float))) / 1e6; }

Costs OfDetector(double megapixel_ms, bool is_wide) {
  return is_wide ? Costs{.wide_detector_megapixel = megapixel_ms} : Costs{.detector_megapixel = megapixel_ms};
}

std::vector<Line> InReadingOrder(std::vector<Line> lines) {
  std::vector<Quad> quads;
  for (const Line& line : lines) quads.push_back(line.quad);
  std::vector<Line> ordered;
  for (const int i : ReadingOrder(quads, RunsFromRight(lines))) ordered.push_back(std::move(lines[i]));
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

CopiedBytes SumsOf(const CopyTally& tally) {
  return {.decode = tally.Sum(Copy::kDecode), .resize = tally.Sum(Copy::kResize), .convert = tally.Sum(Copy::kConvert),
          .unfold = tally.Sum(Copy::kUnfold), .mask = tally.Sum(Copy::kMask), .warp = tally.Sum(Copy::kWarp)};
}

}  // namespace

Reading::Reading(Parts& parts, const ReadOptions& options, double spent_ms)
    : parts_(parts), options_(options), detector_options_(OptionsFor(parts.package.detector, options)),
      affinity_(parts.lanes->cpus()), own_(parts.lanes->Take()), budget_(options.budget_ms, spent_ms),
      counting_(tally_) {
  page_.elapsed_ms.decode = spent_ms;
}

Expected<Page> Reading::OfFile(std::span<const std::uint8_t> bytes, const std::string& name) {
  Stopwatch stopwatch;
  const auto decoded = DecodeImage(bytes, name, HowToDecode(bytes.size()));
  if (!decoded) return std::unexpected(decoded.error());
  held_bytes_ = decoded->image.bytes() + bytes.size();  // the file's stay until the end
  page_.elapsed_ms.decode += stopwatch.Lap();
  auto page = OfPixels(decoded->image.view());
  if (page) MapToSource(*page, *decoded);
  return page;
}

DecodeOptions Reading::HowToDecode(std::size_t file_bytes) const {
  DecodeOptions how{.max_pixels = options_.max_pixels,
                    .enough_long_side = kEnoughLongSide,
                    .enough_short_side = kEnoughShortSide};
  if (parts_.memory.IsLimited()) {
    const std::int64_t left = parts_.memory.PictureBytes(parts_.package.recognizer.max_width);
    how.max_bytes = std::max<std::int64_t>(left - static_cast<std::int64_t>(file_bytes), 1);  // 0 would be no limit
  }
  return how;
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
  const Searcher searcher{wide.get() != nullptr ? *wide.get() : own_->detector, wide.get() != nullptr};
  const Expected<int> side = SideFor(image, searcher);
  if (!side) return std::unexpected(side.error());
  detect::Sides sides;
  auto detections = SearchAt(*side, image, searcher, &sides);
  if (detections && *side != options_.max_side) NoteReduction(sides);
  page_.elapsed_ms.detect = stopwatch.Lap();
  return detections;
}

// The caller's, or a smaller one that time and memory allow.
Expected<int> Reading::SideFor(const ImageView& image, Searcher searcher) {
  const auto side_within = [&](const SearchLimits& limits) {
    return SearchSide(image.width, image.height, detector_options_.min_short_side, limits);
  };
  auto limits = LimitsOfSearch(searcher);
  if (!limits) return std::unexpected(limits.error());
  int side = side_within(*limits);
  const bool may_be_larger = options_.max_side == 0 || side < options_.max_side;
  if (side != 0 && may_be_larger && budget_.IsLimited()) {
    const auto reading_ms = Survey(image, searcher, *limits);
    if (!reading_ms) return std::unexpected(reading_ms.error());
    limits = LimitsOfSearch(searcher, *reading_ms);
    if (!limits) return std::unexpected(limits.error());
    side = side_within(*limits);
  }
  if (side == 0 || options_.max_side == 0) return std::max(side, options_.max_side);
  return std::min(side, options_.max_side);
}

Expected<std::optional<double>> Reading::Survey(const ImageView& image, Searcher searcher, const SearchLimits& limits) {
  const auto side = SurveySide(image.width, image.height, detector_options_.min_short_side, limits);
  if (!side) return std::nullopt;
  const auto found = SearchAt(*side, image, searcher);
  if (!found) return std::unexpected(found.error());
  const Expected<double> column = ColumnMs();
  if (!column) return std::unexpected(column.error());
  const double columns = ColumnsToRead(*found, *side, std::max(image.width, image.height), parts_.package.recognizer.rows());
  return columns * *column / (searcher.is_wide ? parts_.lanes->threads() : 1);
}

Expected<std::vector<Detection>> Reading::SearchAt(int side, const ImageView& image, Searcher searcher,
                                                   detect::Sides* sides) {
  Stopwatch stopwatch;
  const double processor_before = ThreadProcessorMs();
  const std::size_t seen_before = tally_.Sum(Copy::kResize);
  auto detections = detect::Detect(searcher.model, detector_options_, image, side, sides);
  if (!detections) return detections;
  const double ms = stopwatch.Lap();
  const double cost = ms / Megapixels(tally_.Sum(Copy::kResize) - seen_before);
  parts_.costs.Note(OfDetector(cost, searcher.is_wide));
  if (searcher.is_wide) parts_.costs.NoteWideDetector(ThreadProcessorMs() - processor_before, ms);
  return detections;
}

void Reading::NoteReduction(const detect::Sides& sides) {
  const int usual = options_.max_side > 0 ? std::min(sides.wanted, options_.max_side) : sides.wanted;
  if (sides.used >= usual) return;
  page_.left_out.detector_side = sides.used;
  page_.left_out.usual_detector_side = usual;
}

Expected<SearchLimits> Reading::LimitsOfSearch(Searcher searcher, std::optional<double> reading_ms) {
  SearchLimits limits;
  if (parts_.memory.IsLimited()) limits.at_once = parts_.memory.DetectorPixels(held_bytes_);
  if (!budget_.IsLimited()) return limits;
  const Expected<double> megapixel = DetectorMegapixelMs(searcher);
  if (!megapixel) return std::unexpected(megapixel.error());
  limits.in_all = budget_.left_for_detector_ms(reading_ms) / *megapixel * 1e6;
  return limits;
}

Expected<double> Reading::DetectorMegapixelMs(Searcher searcher) {
  const Costs known = parts_.costs.Known();
  const double cost = searcher.is_wide ? known.wide_detector_megapixel : known.detector_megapixel;
  if (cost > 0) return cost;
  const Expected<double> probed = MegapixelMs(searcher.model);
  if (probed) parts_.costs.Note(OfDetector(*probed, searcher.is_wide));
  return probed;
}

}  // namespace dsocr::pipeline
