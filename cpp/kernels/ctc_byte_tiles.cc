#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "kernels/ctc_packed.h"

namespace dsocr::kernels {
namespace {

constexpr float kMostByte = 127;

// Sums of `term(i)` in eight parts, which a compiler may add side by side.
template <typename Term>
float SumInParts(int count, const Term& term) {
  constexpr int kParts = 8;
  float parts[kParts] = {};
  int i = 0;
  for (; i + kParts <= count; i += kParts) {
    for (int part = 0; part < kParts; ++part) parts[part] += term(i + part);
  }
  for (; i < count; ++i) parts[0] += term(i);
  return ((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7]));
}

float Norm(const float* values, int count) {
  return std::sqrt(SumInParts(count, [values](int i) { return values[i] * values[i]; }));
}

float LargestMagnitude(const float* values, int count) {
  float largest = 0;
  for (int i = 0; i < count; ++i) largest = std::max(largest, std::abs(values[i]));
  return largest;
}

// To the nearest integer, for magnitudes under 2^22: the addition pushes the fraction out of the number.
float Round(float value) {
  constexpr float kNoRoomForFractions = 0x1.8p23f;
  return (value + kNoRoomForFractions) - kNoRoomForFractions;
}

// A vector in bytes: value is about scale * byte.
struct Quantised {
  float scale = 0;
  float error = 0;  // Euclidean norm of what rounding took away
};

Quantised Quantise(const float* values, int count, std::int8_t* bytes) {
  const float largest = LargestMagnitude(values, count);
  // Also where the division below would overflow: such values are nothing beside the others' rounding.
  if (!(largest > 1e-30f) || !std::isfinite(largest)) {
    std::fill_n(bytes, count, std::int8_t{0});
    return {0, largest > 0 ? Norm(values, count) : 0};
  }
  const float scale = largest / kMostByte, inverse = kMostByte / largest;
  for (int i = 0; i < count; ++i) bytes[i] = static_cast<std::int8_t>(Round(values[i] * inverse));
  const float squares = SumInParts(count, [=](int i) {
    const float error = values[i] - static_cast<float>(bytes[i]) * scale;
    return error * error;
  });
  return {scale, std::sqrt(squares)};
}

class ByteTiles : public CtcHead::Packed {
 public:
  ByteTiles(const CtcLayer& layer, const CtcKernels& kernels);
  void Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const override;
  std::size_t memory_bytes() const override {
    return halves_.size() * sizeof(halves_[0]) + bytes_.size() + start_.size() * (sizeof(start_[0]) + 2 * sizeof(float));
  }

 private:
  struct Features {
    std::vector<std::uint8_t> values;  // [steps, groups_, group_bytes]
    std::vector<float> scales;         // [steps]
  };

  // `weights` and `row` are room for one class.
  void PackClass(const CtcLayer& layer, int c, std::vector<float>& weights, std::vector<std::int8_t>& row);
  void QuantiseStep(const float* features, int t, Features& out, CtcRow& row) const;
  CtcStep Finish(CtcRow& row, const float* features) const;
  float ExactLogit(int c, const float* features) const;
  CtcStep DecodeExactly(const float* features) const;

  const CtcKernels& kernels_;
  int depth_ = 0;
  int groups_ = 0;
  float largest_norm_ = 0;          // of any class's weights
  float largest_error_ = 0;         // of any class's weights
  std::vector<std::uint16_t> halves_;  // [classes, depth]
  std::vector<std::int8_t> bytes_;     // [tiles, groups_, tile_classes, group_bytes]
  std::vector<std::int32_t> start_;    // [tiles, tile_classes], as the next two
  std::vector<float> scale_;
  std::vector<float> bias_;
};

ByteTiles::ByteTiles(const CtcLayer& layer, const CtcKernels& kernels)
    : kernels_(kernels), depth_(layer.depth), groups_((layer.depth + kernels.group_bytes - 1) / kernels.group_bytes),
      halves_(layer.weights.begin(), layer.weights.end()) {
  const int width = kernels.tile_classes;
  const std::size_t padded = static_cast<std::size_t>((layer.classes() + width - 1) / width) * width;
  bytes_.resize(padded * groups_ * kernels.group_bytes);
  start_.resize(padded);
  scale_.resize(padded);
  bias_.assign(padded, kNoLogit);
  std::ranges::copy(layer.bias, bias_.begin());
  std::vector<float> weights(depth_);
  std::vector<std::int8_t> row(depth_);
  for (int c = 0; c < layer.classes(); ++c) PackClass(layer, c, weights, row);
}

void ByteTiles::PackClass(const CtcLayer& layer, int c, std::vector<float>& weights, std::vector<std::int8_t>& row) {
  const int width = kernels_.tile_classes, group = kernels_.group_bytes;
  kernels_.expand_half(&layer.weights[static_cast<std::size_t>(c) * depth_], depth_, weights.data());
  const Quantised quantised = Quantise(weights.data(), depth_, row.data());
  scale_[c] = quantised.scale;
  largest_error_ = std::max(largest_error_, quantised.error);
  largest_norm_ = std::max(largest_norm_, Norm(weights.data(), depth_));
  std::int8_t* tile = &bytes_[static_cast<std::size_t>(c / width) * width * groups_ * group];
  std::int8_t* groups = tile + c % width * group;
  for (int d = 0; d < depth_; d += group, groups += width * group) {
    std::copy_n(&row[d], std::min(group, depth_ - d), groups);
  }
  start_[c] = -kernels_.feature_offset * std::accumulate(row.begin(), row.end(), std::int32_t{0});
}

// The margin follows from the triangle and Cauchy-Schwarz inequalities: a logit's error is at most
// |rounding of features| * |weights| + |rounded features| * |rounding of weights|, and two logits may err.
void ByteTiles::QuantiseStep(const float* features, int t, Features& out, CtcRow& row) const {
  const int row_size = groups_ * kernels_.group_bytes;
  std::uint8_t* values = &out.values[static_cast<std::size_t>(t) * row_size];
  const Quantised quantised = Quantise(features, depth_, reinterpret_cast<std::int8_t*>(values));
  out.scales[t] = quantised.scale;
  if (kernels_.feature_offset != 0) {
    for (int i = 0; i < row_size; ++i) values[i] ^= 0x80;
  }
  const float error = quantised.error * largest_norm_ + (Norm(features, depth_) + quantised.error) * largest_error_;
  // The last term stands for the rounding of floats, and tells these rows from exact ones.
  row.margin = 2.001f * error + 1e-4f;
}

float ByteTiles::ExactLogit(int c, const float* features) const {
  return bias_[c] + kernels_.dot_half(&halves_[static_cast<std::size_t>(c) * depth_], features, depth_);
}

CtcStep ByteTiles::DecodeExactly(const float* features) const {
  std::vector<float> logits(classes);
  for (int c = 0; c < classes; ++c) logits[c] = ExactLogit(c, features);
  const auto largest = std::ranges::max_element(logits);
  double sum = 0;
  for (const float logit : logits) sum += std::exp(logit - *largest);
  return {static_cast<int>(largest - logits.begin()), static_cast<float>(1 / sum)};
}

// The candidates' exact logits choose the best and take the place of the approximate ones in the sum.
CtcStep ByteTiles::Finish(CtcRow& row, const float* features) const {
  const float least = row.largest - row.margin;
  if (row.lost >= least) return DecodeExactly(features);
  float best_logit = CtcRow::kNothing, sum = row.sum;
  int best = 0;
  for (int i = 0; i < row.candidate_count; ++i) {
    const CtcCandidate& candidate = row.candidates[i];
    if (candidate.logit < least) continue;
    const float logit = ExactLogit(candidate.class_index, features);
    sum += std::exp(logit - row.reference) - std::exp(candidate.logit - row.reference);
    if (logit <= best_logit) continue;
    best_logit = logit;
    best = candidate.class_index;
  }
  // Subtraction may leave a sum a little under its largest term.
  const float top = std::exp(best_logit - row.reference);
  return {best, top / std::max(sum, top)};
}

void ByteTiles::Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const {
  const int group = kernels_.group_bytes, width = kernels_.tile_classes;
  Features quantised{std::vector<std::uint8_t>(static_cast<std::size_t>(steps) * groups_ * group), std::vector<float>(steps)};
  std::vector<CtcRow> rows(steps);
  for (int t = 0; t < steps; ++t) QuantiseStep(features + t * row_stride, t, quantised, rows[t]);
  const CtcByteFeatures bytes{quantised.values.data(), quantised.scales.data(), steps};
  for (int first = 0; first < classes; first += width) {
    const std::int8_t* tile = &bytes_[static_cast<std::size_t>(first) * groups_ * group];
    kernels_.multiply_bytes({tile, &start_[first], &scale_[first], &bias_[first], groups_, first}, bytes, rows.data());
  }
  for (int t = 0; t < steps; ++t) out[t] = Finish(rows[t], features + t * row_stride);
}

}  // namespace

std::unique_ptr<CtcHead::Packed> PackBytes(const CtcLayer& layer, const CtcKernels& kernels) {
  return std::make_unique<ByteTiles>(layer, kernels);
}

}  // namespace dsocr::kernels
