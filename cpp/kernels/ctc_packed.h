// The two forms of packed weights behind CtcHead.
#pragma once

#include <memory>

#include "kernels/backend.h"
#include "kernels/ctc_head.h"

namespace dsocr::kernels {

// A final layer as the model states it: half-precision [classes, depth], f32 [classes].
struct CtcLayer {
  std::span<const std::uint16_t> weights;
  std::span<const float> bias;
  int depth;

  int classes() const { return static_cast<int>(bias.size()); }
};

class CtcHead::Packed {
 public:
  virtual ~Packed() = default;
  virtual void Decode(const float* features, int steps, std::ptrdiff_t row_stride, CtcStep* out) const = 0;
  virtual std::size_t memory_bytes() const = 0;

  int classes = 0;
  int depth = 0;
  const char* backend = nullptr;
};

// Half-precision tiles that are expanded to f32 one by one while they are in use.
std::unique_ptr<CtcHead::Packed> PackHalves(const CtcLayer& layer, const CtcKernels& kernels);

// Byte tiles that find the classes near the largest, whose logits are then computed from half-precision rows.
std::unique_ptr<CtcHead::Packed> PackBytes(const CtcLayer& layer, const CtcKernels& kernels);

// A logit that no class with weights has: fills up the last tile.
inline constexpr float kNoLogit = -1e30f;

}  // namespace dsocr::kernels
