// A quick look before text is searched in earnest, where time is short: how much is there to read?
#pragma once

#include <optional>
#include <span>

#include "dsocr/reader.h"
#include "pipeline/search_side.h"

namespace dsocr::pipeline {

// The longer side to look at, at a tenth of what may be spent on searching; none where even the least is too much.
std::optional<int> SurveySide(int width, int height, int min_short_side, const SearchLimits& limits);

// Columns of the recogniser's input, rather too many than too few: what so coarse a look takes for one tall line may be
// several. side: the longer one in that look, longer_side: that of the picture. rows: of a line as the recogniser sees it.
double ColumnsToRead(std::span<const Detection> found, int side, int longer_side, float rows);

}  // namespace dsocr::pipeline
