// One picture on its way through the rooms: who begins it holds a lane until its end.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/copies.h"
#include "base/cpu_topology.h"
#include "detect/detector.h"
#include "dsocr/image.h"
#include "dsocr/page.h"
#include "dsocr/reader.h"
#include "pipeline/budget.h"
#include "pipeline/parts.h"
#include "pipeline/search_side.h"
#include "recognize/crop.h"

namespace dsocr::pipeline {

class Reading {
 public:
  // Waits for a lane; the budget begins when it is there. spent_ms: what was needed before, as for reading the file.
  Reading(Parts& parts, const ReadOptions& options, double spent_ms = 0);

  Expected<Page> OfFile(std::span<const std::uint8_t> bytes, const std::string& name);
  Expected<Page> OfPixels(const ImageView& image);
  Expected<std::vector<Detection>> Detect(const ImageView& image);
  Expected<std::vector<Line>> Recognize(std::span<const recognize::Crop> crops);

 private:
  DecodeOptions HowToDecode() const;
  Expected<int> SideFor(const ImageView& image, engine::Model& detector, bool is_wide);
  Expected<std::vector<Detection>> SearchAt(int side, const ImageView& image, engine::Model& detector, bool is_wide);
  void NoteReduction(const detect::Sides& sides);
  Expected<SearchLimits> LimitsOfSearch(engine::Model& detector, bool is_wide);
  // Known, or found out now.
  Expected<double> DetectorMegapixelMs(engine::Model& detector, bool is_wide);
  Expected<double> ColumnMs();
  // Empty where there was no time to read the line.
  Expected<std::vector<std::optional<Line>>> ReadLines(std::span<const recognize::Crop> crops);
  Expected<void> TurnUpsideDown(std::span<const recognize::Crop> crops, std::vector<std::optional<Line>>& lines);
  Expected<bool> IsUpsideDown(const recognize::Crop& crop);

  Parts& parts_;
  const ReadOptions& options_;
  const ScopedAffinity affinity_;
  const Lanes::Lease own_;
  const Budget budget_;
  CopyTally tally_;
  const CopyTally::Scope counting_;
  std::size_t decoded_bytes_ = 0;
  Page page_;
};

}  // namespace dsocr::pipeline
