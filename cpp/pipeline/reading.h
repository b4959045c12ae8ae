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
  using Lines = std::vector<std::optional<Line>>;  // empty where there was no time to read the line

  // Lines, by index, and the crops that they are to be read from once more.
  struct SecondReadings {
    std::vector<std::size_t> lines;
    std::vector<recognize::Crop> crops;

    void Add(std::size_t line, const recognize::Crop& crop) {
      lines.push_back(line);
      crops.push_back(crop);
    }
  };

  DecodeOptions HowToDecode(std::size_t file_bytes) const;
  // The detector that a reading searches with, and whether it is the one on all threads.
  struct Searcher {
    engine::Model& model;
    bool is_wide;
  };
  Expected<int> SideFor(const ImageView& image, Searcher searcher);
  Expected<std::vector<Detection>> SearchAt(int side, const ImageView& image, Searcher searcher,
                                            detect::Sides* sides = nullptr);
  void NoteReduction(const detect::Sides& sides);
  Expected<SearchLimits> LimitsOfSearch(Searcher searcher, std::optional<double> reading_ms = {});
  // How long it will take to read what is there, by a quick look; none where there is no time even for that.
  Expected<std::optional<double>> Survey(const ImageView& image, Searcher searcher, const SearchLimits& limits);
  // Known, or found out now.
  Expected<double> DetectorMegapixelMs(Searcher searcher);
  Expected<double> ColumnMs();
  Expected<Lines> ReadLines(std::span<const recognize::Crop> crops);
  Expected<Lines> ReadAndTurn(std::span<const recognize::Crop> crops);
  Expected<void> ReadAgain(const SecondReadings& again, float favour, Lines& lines);
  Expected<void> TurnUpsideDown(std::span<const recognize::Crop> crops, Lines& lines);
  Expected<void> ReadStraysAlong(const ImageView& image, Lines& lines);
  std::vector<Line> Settled(std::span<const recognize::Crop> crops, Lines read);
  Expected<std::vector<std::size_t>> UpsideDown(std::span<const recognize::Crop> crops, const Lines& lines);

  Parts& parts_;
  const ReadOptions& options_;
  const detect::DetectorOptions detector_options_;
  const ScopedAffinity affinity_;
  const Lanes::Lease own_;
  const Budget budget_;
  CopyTally tally_;
  const CopyTally::Scope counting_;
  std::size_t held_bytes_ = 0;
  Page page_;
};

}  // namespace dsocr::pipeline
