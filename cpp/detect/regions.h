// The parts of a sparsely written picture that are worth the network's full resolution.
#pragma once

#include <optional>
#include <vector>

#include "detect/canvas.h"
#include "dsocr/reader.h"

namespace dsocr::detect {

// The share of the picture that the boxes take with some room around them; boxes over one another count twice.
double WrittenShare(const std::vector<Detection>& boxes, int picture_width, int picture_height);

// Disjoint areas around all boxes, with room for what the look that found them may have missed beside them.
std::vector<Area> TextRegions(const std::vector<Detection>& boxes, int picture_width, int picture_height);

// Regions of a picture that `full` scales, scaled alike and laid out in rows on a canvas as small as that allows; none
// where there are none, or it would save too little.
std::optional<Canvas> Packed(std::vector<Area> regions, const InputSize& full, int picture_width, int picture_height);

}  // namespace dsocr::detect
