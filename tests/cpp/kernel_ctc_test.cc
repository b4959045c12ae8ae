// The fused final layer of every back end against a plain computation in double precision.
#include "kernels/ctc_head.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <thread>

#include "base/half.h"
#include "tests/cpp/support/guarded.h"
#include "tests/cpp/support/messages.h"
#include "tests/cpp/support/planes.h"

namespace dsocr::kernels {
namespace {

using dsocr::testing::Guarded;
using dsocr::testing::MessageOf;
using dsocr::testing::WithBackend;
using ::testing::HasSubstr;

struct Layer {
  int classes = 0;
  int depth = 0;
  std::vector<std::uint16_t> weights;
  std::vector<float> bias;
};

// `spread`: the standard deviation of logits for features of variance 1.
Layer RandomLayer(int classes, int depth, float spread, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  Layer layer{classes, depth, {}, {}};
  const float scale = spread / std::sqrt(static_cast<float>(depth));
  for (int i = 0; i < classes * depth; ++i) layer.weights.push_back(ToHalf(scale * normal(random)));
  for (int c = 0; c < classes; ++c) layer.bias.push_back(0.1f * normal(random));
  return layer;
}

std::vector<float> RandomFeatures(int steps, int stride, unsigned seed = 2) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> features(static_cast<std::size_t>(steps) * stride);
  for (float& value : features) value = normal(random);
  return features;
}

CtcHead MakeHead(const Layer& layer, const std::string& backend) {
  std::optional<CtcHead> head;
  WithBackend(backend, [&] { head = *CtcHead::Create(layer.weights, layer.bias, layer.depth); });
  return *head;
}

std::vector<double> Logits(const Layer& layer, const float* features) {
  std::vector<double> logits(layer.bias.begin(), layer.bias.end());
  for (int c = 0; c < layer.classes; ++c) {
    for (int d = 0; d < layer.depth; ++d) {
      logits[c] += static_cast<double>(FromHalf(layer.weights[static_cast<std::size_t>(c) * layer.depth + d])) * features[d];
    }
  }
  return logits;
}

// The class must be the largest up to f32 rounding, the probability the softmax within `tolerance`.
void ExpectBest(const CtcStep& step, const std::vector<double>& logits, double tolerance) {
  const double largest = *std::ranges::max_element(logits);
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit - largest);
  ASSERT_GE(step.class_index, 0);
  ASSERT_LT(step.class_index, static_cast<int>(logits.size()));
  EXPECT_NEAR(logits[step.class_index], largest, 1e-4 + 1e-5 * std::abs(largest));
  EXPECT_NEAR(step.probability, 1 / sum, tolerance);
}

bool MultipliesBytes(const std::string& backend) {
  return backend == "avx512_vnni" || backend == "neon_dotprod" || backend == "neon_i8mm";
}

class CtcTest : public ::testing::TestWithParam<std::string> {
 protected:
  double tolerance() const { return MultipliesBytes(GetParam()) ? 0.05 : 0.001; }

  void ExpectAgreement(const Layer& layer, int steps, int stride, float feature_scale = 1) {
    const std::vector<float> random = RandomFeatures(steps, stride);
    // Nothing may be read behind the last feature of the last step.
    const Guarded<float> features(static_cast<std::size_t>(steps - 1) * stride + layer.depth);
    for (std::size_t i = 0; i < features.size(); ++i) features[i] = feature_scale * random[i];
    std::vector<CtcStep> out(steps);
    MakeHead(layer, GetParam()).Decode(features.data(), steps, stride, out.data());
    for (int t = 0; t < steps; ++t) ExpectBest(out[t], Logits(layer, &features[static_cast<std::size_t>(t) * stride]), tolerance());
  }
};

// Classes, depths and steps around every tile width and group size.
TEST_P(CtcTest, AgreesWithDoublePrecisionWhereTilesEnd) {
  for (const int classes : {1, 2, 15, 16, 17, 20, 24, 47, 48, 49, 97}) {
    for (const int depth : {1, 3, 4, 5, 8, 13, 16, 31}) {
      for (const int steps : {1, 2, 3, 4, 5, 7, 8, 9}) {
        ExpectAgreement(RandomLayer(classes, depth, 3), steps, depth + steps % 3);
        if (HasFailure()) FAIL() << classes << " classes, depth " << depth << ", " << steps << " steps";
      }
    }
  }
}

TEST_P(CtcTest, AgreesAtTheSizeOfARealModel) { ExpectAgreement(RandomLayer(18710, 120, 6), 11, 128); }

// All classes nearly equal: every tile counts, and more classes than places are near the largest.
TEST_P(CtcTest, AgreesWhereNoClassStandsOut) { ExpectAgreement(RandomLayer(5000, 40, 0.001f), 5, 40); }

// Logits of several hundreds must neither overflow nor vanish.
TEST_P(CtcTest, AgreesWithHugeLogits) { ExpectAgreement(RandomLayer(3000, 64, 6), 6, 64, 60); }

// Each step's answer is built in: features along one class's weights.
TEST_P(CtcTest, FindsThePlantedClass) {
  const Layer layer = RandomLayer(4001, 96, 1);
  const CtcHead head = MakeHead(layer, GetParam());
  for (const int planted : {0, 1, 19, 20, 47, 48, 2047, 3999, 4000}) {
    std::vector<float> features(96);
    for (int d = 0; d < 96; ++d) features[d] = 40 * FromHalf(layer.weights[planted * 96 + d]);
    CtcStep step;
    head.Decode(features.data(), 1, 96, &step);
    EXPECT_EQ(step.class_index, planted);
    EXPECT_GT(step.probability, 0.9f);
  }
}

TEST_P(CtcTest, OfEqualLogitsTheFirstWins) {
  Layer layer = RandomLayer(600, 8, 1);
  for (int c = 0; c < 600; ++c) std::copy_n(layer.weights.begin(), 8, layer.weights.begin() + c * 8);
  std::ranges::fill(layer.bias, 0.5f);
  const std::vector<float> features = RandomFeatures(3, 8);
  std::vector<CtcStep> out(3);
  MakeHead(layer, GetParam()).Decode(features.data(), 3, 8, out.data());
  for (const CtcStep& step : out) {
    EXPECT_EQ(step.class_index, 0);
    EXPECT_NEAR(step.probability, 1.f / 600, 1e-4);
  }
}

TEST_P(CtcTest, FeaturesOfZeroLeaveTheBias) {
  Layer layer = RandomLayer(100, 16, 1);
  layer.bias[77] = 5;
  const std::vector<float> features(16);
  CtcStep step;
  MakeHead(layer, GetParam()).Decode(features.data(), 1, 16, &step);
  EXPECT_EQ(step.class_index, 77);
  ExpectBest(step, Logits(layer, features.data()), 0.001);
}

TEST_P(CtcTest, StepsThatAreNotFiniteSayNothingAndSpoilNoOthers) {
  const Layer layer = RandomLayer(300, 24, 4);
  std::vector<float> features = RandomFeatures(9, 24);
  features[3 * 24 + 5] = NAN;
  features[6 * 24] = INFINITY;
  std::vector<CtcStep> out(9);
  MakeHead(layer, GetParam()).Decode(features.data(), 9, 24, out.data());
  for (int t = 0; t < 9; ++t) {
    if (t == 3 || t == 6) {
      EXPECT_EQ(out[t].class_index, 0);
      EXPECT_EQ(out[t].probability, 0);
    } else {
      ExpectBest(out[t], Logits(layer, &features[t * 24]), tolerance());
    }
  }
}

// More steps than are taken at once; the same features must give the same answer at any place.
// Features that are finite, but too large for logits that are.
TEST_P(CtcTest, StepsWhoseLogitsOverflowSayNothingAndSpoilNoOthers) {
  const Layer layer = RandomLayer(500, 24, 3);
  std::vector<float> features = RandomFeatures(9, 24);
  for (const int t : {0, 5}) std::fill_n(&features[t * 24], 24, 3e38f);
  std::vector<CtcStep> out(9);
  MakeHead(layer, GetParam()).Decode(features.data(), 9, 24, out.data());
  for (int t = 0; t < 9; ++t) {
    if (t != 0 && t != 5) ExpectBest(out[t], Logits(layer, &features[t * 24]), tolerance());
    else EXPECT_TRUE(out[t].class_index == 0 && out[t].probability == 0) << t;
  }
}

TEST_P(CtcTest, ManyStepsAreTakenInParts) {
  const Layer layer = RandomLayer(50, 12, 4);
  const CtcHead head = MakeHead(layer, GetParam());
  const std::vector<float> features = RandomFeatures(600, 12);
  std::vector<CtcStep> together(600);
  head.Decode(features.data(), 600, 12, together.data());
  for (int t = 0; t < 600; ++t) {
    CtcStep alone;
    head.Decode(&features[t * 12], 1, 12, &alone);
    ASSERT_EQ(alone.class_index, together[t].class_index) << t;
    ASSERT_NEAR(alone.probability, together[t].probability, 1e-5) << t;
  }
}

TEST_P(CtcTest, ThreadsShareOneHead) {
  const Layer layer = RandomLayer(2000, 64, 4);
  const CtcHead head = MakeHead(layer, GetParam());
  const std::vector<float> features = RandomFeatures(20, 64);
  std::vector<std::vector<CtcStep>> outs(4, std::vector<CtcStep>(20));
  std::vector<std::thread> threads;
  for (auto& out : outs) threads.emplace_back([&, copy = head] { copy.Decode(features.data(), 20, 64, out.data()); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& out : outs) {
    for (int t = 0; t < 20; ++t) {
      EXPECT_EQ(out[t].class_index, outs[0][t].class_index);
      EXPECT_EQ(out[t].probability, outs[0][t].probability);
    }
  }
}

TEST_P(CtcTest, RemembersItsBackendAndItsSizes) {
  const CtcHead head = MakeHead(RandomLayer(1000, 32, 1), GetParam());
  EXPECT_EQ(head.backend(), GetParam());
  EXPECT_EQ(head.classes(), 1000);
  EXPECT_EQ(head.depth(), 32);
  const std::size_t bytes_a_weight = MultipliesBytes(GetParam()) ? 3 : 2;
  EXPECT_GE(head.memory_bytes(), 32'000 * bytes_a_weight);
  EXPECT_LE(head.memory_bytes(), 32'000 * bytes_a_weight + 1100 * 16 + 64 * 32 * 3);
}

INSTANTIATE_TEST_SUITE_P(Backends, CtcTest, ::testing::ValuesIn(KernelBackends()),
                         [](const auto& info) { return info.param; });

TEST(CtcHead, WrongLayersAreRefused) {
  const std::vector<std::uint16_t> weights(60, ToHalf(1));
  const std::vector<float> bias(5);
  EXPECT_THAT(MessageOf(CtcHead::Create(weights, bias, 13)), HasSubstr("60 weights, expected 5 classes x 13"));
  EXPECT_FALSE(CtcHead::Create(weights, bias, 0));
  EXPECT_FALSE(CtcHead::Create(weights, {}, 12));
  std::vector<std::uint16_t> infinite = weights;
  infinite[59] = ToHalf(1e9f);
  EXPECT_THAT(MessageOf(CtcHead::Create(infinite, bias, 12)), HasSubstr("not finite"));
  EXPECT_TRUE(CtcHead::Create(weights, bias, 12));
}

TEST(CtcHead, FloatsAreRoundedToHalves) {
  const Layer layer = RandomLayer(40, 8, 2);
  std::vector<float> floats;
  for (const std::uint16_t half : layer.weights) floats.push_back(FromHalf(half) * 1.0001f);
  const std::vector<float> features = RandomFeatures(4, 8);
  CtcStep from_halves[4], from_floats[4];
  CtcHead::Create(layer.weights, layer.bias, 8)->Decode(features.data(), 4, 8, from_halves);
  CtcHead::Create(floats, layer.bias, 8)->Decode(features.data(), 4, 8, from_floats);
  for (int t = 0; t < 4; ++t) EXPECT_EQ(from_halves[t].probability, from_floats[t].probability);
}

TEST(Half, EveryNumberComesBack) {
  for (std::uint32_t half = 0; half < 0x10000; ++half) {
    const float value = FromHalf(static_cast<std::uint16_t>(half));
    if (std::isnan(value)) {
      EXPECT_EQ(half & 0x7C00, 0x7C00u);
    } else {
      ASSERT_EQ(ToHalf(value), half);
    }
  }
  EXPECT_EQ(FromHalf(0x3C00), 1.f);
  EXPECT_EQ(FromHalf(0xC000), -2.f);
  EXPECT_EQ(FromHalf(0x7BFF), 65504.f);
  EXPECT_EQ(FromHalf(0x0001), 0x1p-24f);
}

TEST(Half, RoundsToTheNearestEven) {
  EXPECT_EQ(ToHalf(1 + 0x1p-11f), 0x3C00);
  EXPECT_EQ(ToHalf(1 + 0x1.8p-10f), 0x3C02);
  EXPECT_EQ(ToHalf(1 + 0x1.8p-11f), 0x3C01);
  EXPECT_EQ(ToHalf(65519.f), 0x7BFF);
  EXPECT_EQ(ToHalf(65520.f), 0x7C00);
  EXPECT_EQ(ToHalf(-0.f), 0x8000);
  EXPECT_EQ(ToHalf(0x1p-25f), 0);
  EXPECT_EQ(ToHalf(0x1.8p-25f), 1);
  EXPECT_EQ(ToHalf(NAN) & 0x7FFF, 0x7E00);
}

}  // namespace
}  // namespace dsocr::kernels
