// The recogniser's final layer at the size of PP-OCRv6 small: 18,710 classes of 120 features. Work is counted in
// multiplications and additions.
#include <cmath>
#include <optional>
#include <random>

#include "bench/kernels/measure.h"
#include "kernels/ctc_head.h"

namespace dsocr::bench {
namespace {

constexpr int kClasses = 18710, kDepth = 120;
// As measured on the real layer: rows of norm 0.55, the best logit about 25 and far above the others.
constexpr float kNorm = 0.55f, kBestLogit = 25;

struct Layer {
  std::vector<float> weights;
  std::vector<float> bias;
};

Layer RandomLayer(std::mt19937& random) {
  std::normal_distribution<float> normal(0, kNorm / std::sqrt(static_cast<float>(kDepth)));
  Layer layer{std::vector<float>(std::size_t{kClasses} * kDepth), std::vector<float>(kClasses)};
  for (float& weight : layer.weights) weight = normal(random);
  return layer;
}

// Along a blank's or some other class's weights, as a trained network's features are.
std::vector<float> Features(const Layer& layer, int steps, std::mt19937& random) {
  std::normal_distribution<float> normal(0, 1);
  std::vector<float> features;
  for (int t = 0; t < steps; ++t) {
    const std::size_t best = t % 3 == 2 ? random() % kClasses : 0;
    for (int d = 0; d < kDepth; ++d) {
      features.push_back(kBestLogit / (kNorm * kNorm) * layer.weights[best * kDepth + d] + normal(random));
    }
  }
  return features;
}

}  // namespace

void CtcKernels() {
  std::mt19937 random(1);
  const Layer layer = RandomLayer(random);
  Report("ctc pack", "18710x120", double{kClasses} * kDepth, [&] {
    return [&] { (void)kernels::CtcHead::Create(layer.weights, layer.bias, kDepth); };
  });
  for (const int steps : {20, 40, 160}) {
    const std::vector<float> features = Features(layer, steps, random);
    std::vector<kernels::CtcStep> out(steps);
    Report("ctc decode", std::to_string(steps) + " steps", double{kClasses} * kDepth * steps, [&] {
      return [&, head = *kernels::CtcHead::Create(layer.weights, layer.bias, kDepth)] {
        head.Decode(features.data(), steps, kDepth, out.data());
      };
    });
  }
}

}  // namespace dsocr::bench
