// The recogniser's last layer, its softmax and the choice of the best class in one pass that stores no logits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "dsocr/error.h"

namespace dsocr::kernels {

// The best class of one time step and its softmax probability.
struct CtcStep {
  int class_index = 0;
  float probability = 0;
};

// logits[t, c] = bias[c] + sum over d of weights[c, d] * features[t, d].
//
// Packed once for the kernel back end in use at that time; immutable from then on, cheap to copy, shared by threads.
// Memory: 2 bytes a weight, 3 where the back end multiplies bytes.
class CtcHead {
 public:
  // weights: IEEE half precision, [classes, depth], row by row; bias: f32 [classes]. kModel where sizes do not fit or
  // a number is not finite.
  static Expected<CtcHead> Create(std::span<const std::uint16_t> weights, std::span<const float> bias, int depth);
  // The same from f32, rounded to half precision.
  static Expected<CtcHead> Create(std::span<const float> weights, std::span<const float> bias, int depth);

  // features: f32 [steps, depth], rows `row_stride` floats apart. out[t]: the class of the largest logit, the first of
  // equals, and 1 / sum over c of exp(logit[c] - largest).
  // Every back end finds the largest logit of half-precision weights up to f32 rounding; probabilities are within
  // 0.001, of back ends that multiply bytes within 0.05 and mostly within 0.001. A step with features that are not
  // finite, or whose logits overflow, gives {0, 0}.
  void Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const;

  int classes() const;
  int depth() const;
  // Name of the back end that it was packed for.
  const char* backend() const;
  std::size_t memory_bytes() const;

  class Packed;

 private:
  explicit CtcHead(std::shared_ptr<const Packed> packed);
  std::shared_ptr<const Packed> packed_;
};

}  // namespace dsocr::kernels
