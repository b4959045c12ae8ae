// What a network takes, tried out where nobody has timed it yet.
#pragma once

#include "dsocr/error.h"
#include "engine/model.h"

namespace dsocr::pipeline {

// Milliseconds for a million pixels of the detector's input, and for a column of pixels of the recogniser's.
Expected<double> MegapixelMs(engine::Model& detector);
Expected<double> ColumnMs(engine::Model& recognizer, int height);

}  // namespace dsocr::pipeline
