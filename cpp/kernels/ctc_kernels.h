// The inner loops of CtcHead. Weights lie in tiles of neighbouring classes, so that one tile stays in the first-level
// cache while all time steps pass over it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/ctc_row.h"

namespace dsocr::kernels {

// f32 weights [depth, classes of a tile] and bias [classes of a tile].
struct CtcTile {
  const float* weights;
  const float* bias;
  int depth;
  int first_class;
};

// Computes the tile's logits of each step and hands those that may count to AbsorbTile.
using MultiplyTile = void(const CtcTile& tile, const float* features, std::ptrdiff_t row_stride, int steps, CtcRow* rows);

// Weights in bytes, [groups, classes of a tile, bytes of a group]:
// logit = (start + sum of weight * feature) * scale * (the step's scale) + bias.
struct CtcByteTile {
  const std::int8_t* weights;
  const std::int32_t* start;
  const float* scale;
  const float* bias;
  int groups;
  int first_class;
};

// Quantised features, rows of groups * (bytes of a group), and what a unit of each row is worth.
struct CtcByteFeatures {
  const std::uint8_t* values;
  const float* scale;
  int steps;
};

using MultiplyByteTile = void(const CtcByteTile& tile, const CtcByteFeatures& features, CtcRow* rows);
using ExpandHalf = void(const std::uint16_t* half, int count, float* out);
using DotHalf = float(const std::uint16_t* half, const float* values, int count);

struct CtcKernels {
  int tile_classes;  // at most kMostTileClasses
  SummarizeLogits* summarize;
  ExpandHalf* expand_half;
  MultiplyTile* multiply;             // null where bytes are multiplied
  MultiplyByteTile* multiply_bytes = nullptr;
  DotHalf* dot_half = nullptr;
  int group_bytes = 0;
  int feature_offset = 0;             // 128 where features are unsigned bytes, else 0
};

inline constexpr int kMostTileClasses = 64;

extern const CtcKernels kCtcScalar, kCtcNeon, kCtcDotprod, kCtcI8mm, kCtcAvx2, kCtcAvx512, kCtcVnni;

}  // namespace dsocr::kernels
