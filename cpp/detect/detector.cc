#include "detect/detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/copies.h"
#include "base/strings.h"
#include "geometry/quad.h"
#include "kernels/resize.h"

namespace dsocr::detect {
namespace {

// At the low resolution of the first look, boxes are about one pixel too large on each side.
constexpr float kLookBorder = 2;

// Black above and below the picture.
void FillMargin(const kernels::PlanarF32& canvas, const kernels::Normalization& normalization, int from, int to) {
  for (int c = 0; c < 3; ++c) {
    for (int y = from; y < to; ++y) std::fill_n(canvas.row(c, y), canvas.width, normalization.bias[c]);
  }
}

void FillInput(const ImageView& image, const DetectorOptions& options, const InputSize& size, float* input) {
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(size.canvas_width) * size.canvas_height;
  const kernels::PlanarF32 canvas{input, size.canvas_width, size.canvas_height, size.canvas_width, plane};
  FillMargin(canvas, options.normalization, 0, size.top);
  FillMargin(canvas, options.normalization, size.top + size.height, size.canvas_height);
  const kernels::PlanarF32 part{canvas.row(0, size.top), size.width, size.height, size.canvas_width, plane};
  kernels::ResizeToPlanar(image, options.normalization, part);
  CountCopy(Copy::kResize, static_cast<std::size_t>(plane) * 3 * sizeof(float));
}

// Depth to space: [b * b, h, w] -> [h * b, w * b].
std::vector<float> UnfoldBlocks(const float* blocks, int b, int height, int width) {
  std::vector<float> map(static_cast<std::size_t>(height) * b * width * b);
  for (int channel = 0; channel < b * b; ++channel) {
    const int dy = channel / b, dx = channel % b;
    for (int y = 0; y < height; ++y) {
      const float* from = blocks + (static_cast<std::size_t>(channel) * height + y) * width;
      float* to = map.data() + (static_cast<std::size_t>(y) * b + dy) * width * b + dx;
      for (int x = 0; x < width; ++x) to[static_cast<std::size_t>(x) * b] = from[x];
    }
  }
  CountCopy(Copy::kUnfold, map.size() * sizeof(float));
  return map;
}

Expected<std::vector<ScoredRect>> RectsFromOutput(const engine::Tensor& output, const DetectorOptions& options,
                                                  const InputSize& size) {
  const bool blocks = options.output_kind == OutputKind::kBlockLogits;
  const int b = blocks ? options.block : 1;
  const std::vector<int> expected{1, b * b, size.canvas_height / b, size.canvas_width / b};
  if (output.shape != expected) {
    return Fail(ErrorCode::kModel, Concat("the detector's output has ", output.shape.size(), " dimensions and ",
                                          output.values.size(), " values; expected 1 x ", expected[1], " x ",
                                          expected[2], " x ", expected[3]));
  }
  TextMap map{output.values.data(), size.canvas_width, size.canvas_height,
              options.output_kind != OutputKind::kProbability};
  std::vector<float> unfolded;
  if (blocks) {
    unfolded = UnfoldBlocks(output.values.data(), b, expected[2], expected[3]);
    map.values = unfolded.data();
  }
  return RectsFromMap(map, options.db);
}

Quad ToImagePixels(Quad quad, const InputSize& size, const ImageView& image) {
  for (Point& p : quad) p.y -= static_cast<float>(size.top);
  const Quad scaled = geometry::Scaled(quad, static_cast<float>(image.width) / size.width,
                                       static_cast<float>(image.height) / size.height);
  return geometry::ClippedTo(scaled, static_cast<float>(image.width), static_cast<float>(image.height));
}

// What is left of a box after clipping to the picture may be nothing.
bool IsReadable(const Quad& quad) { return geometry::Width(quad) > 3 && geometry::Height(quad) > 3; }

Expected<std::vector<Detection>> DetectAt(engine::Model& model, const DetectorOptions& options,
                                          const ImageView& image, const InputSize& size) {
  const Expected<float*> input = model.Input({1, 3, size.canvas_height, size.canvas_width});
  if (!input) return std::unexpected(input.error());
  FillInput(image, options, size, *input);
  const Expected<engine::Tensor> output = model.Run();
  if (!output) return std::unexpected(output.error());
  const Expected<std::vector<ScoredRect>> rects = RectsFromOutput(*output, options, size);
  if (!rects) return std::unexpected(rects.error());

  std::vector<Detection> detections;
  for (const ScoredRect& scored : *rects) {
    const Quad quad = ToImagePixels(geometry::ReadingQuad(scored.rect), size, image);
    if (IsReadable(quad)) detections.push_back({quad, scored.score});
  }
  return detections;
}

// In pixels of the picture, without the border.
std::vector<float> TextHeights(const std::vector<Detection>& detections, const InputSize& size,
                               const ImageView& image) {
  std::vector<float> heights;
  const float pixel = static_cast<float>(image.width) / static_cast<float>(size.width);
  for (const Detection& detection : detections) {
    heights.push_back(std::max(geometry::Height(detection.quad) - kLookBorder * pixel, pixel));
  }
  return heights;
}

int LongerSide(const InputSize& size) { return std::max(size.canvas_width, size.canvas_height); }

void Note(Sides* sides, const InputSize& used, const InputSize& wanted) {
  if (sides != nullptr) *sides = {LongerSide(used), LongerSide(wanted)};
}

}  // namespace

Expected<std::vector<Detection>> Detect(engine::Model& model, const DetectorOptions& options, const ImageView& image,
                                        int max_side, Sides* sides) {
  SizeLimits limits{.min_short_side = options.min_short_side};
  const InputSize usual = ChooseInputSize(image.width, image.height, limits);
  limits.max_side = max_side;
  const InputSize full = ChooseInputSize(image.width, image.height, limits);
  if (const auto look = FirstLook(image.width, image.height, full)) {
    const auto seen = DetectAt(model, options, image, *look);
    if (!seen) return seen;
    const std::vector<float> heights = TextHeights(*seen, *look, image);
    const auto size = SizeForText(image.width, image.height, full, heights);
    Note(sides, size, SizeForText(image.width, image.height, usual, heights));
    return DetectAt(model, options, image, size);
  }
  auto detections = DetectAt(model, options, image, full);
  if (!detections) return detections;
  const auto finer = SecondLook(image.width, image.height, usual, TextHeights(*detections, full, image));
  const bool looks_again = finer && max_side == 0;
  Note(sides, looks_again ? *finer : full, finer.value_or(usual));
  return looks_again ? DetectAt(model, options, image, *finer) : std::move(detections);
}

}  // namespace dsocr::detect
