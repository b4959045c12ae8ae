// Does a network compute here what it computed where it was made?
#pragma once

#include <array>
#include <span>

#include "dsocr/error.h"
#include "engine/model.h"

namespace dsocr::pipeline {

// Runs `model` on a known pattern and compares its output at evenly spaced places with `expected`, what the original
// gives there (tools/convert/self_check.py). False: far from it, or not finite, as half precision that overflows. Where
// nothing is expected, everything passes.
Expected<bool> PassesSelfCheck(engine::Model& model, const std::array<int, 4>& shape, std::span<const float> expected);

// The pattern alone.
Expected<engine::Tensor> RunPattern(engine::Model& model, const std::array<int, 4>& shape);

}  // namespace dsocr::pipeline
