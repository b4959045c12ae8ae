#include "detect/look.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/copies.h"
#include "base/strings.h"
#include "geometry/quad.h"
#include "kernels/resize.h"

namespace dsocr::detect {
namespace {

// Probabilities, of a pixel and of a box, from which something may be text.
constexpr float kFaint = 0.05f;
constexpr float kFaintBox = 0.08f;

bool IsFull(const Canvas& canvas) {
  return canvas.placements.size() == 1 &&
         canvas.placements[0].at.size() == static_cast<double>(canvas.width) * canvas.height;
}

// Black beside the parts.
void FillInput(const ImageView& image, const kernels::Normalization& normalization, const Canvas& canvas,
               float* input) {
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(canvas.width) * canvas.height;
  for (int c = 0; c < 3 && !IsFull(canvas); ++c) std::fill_n(input + c * plane, plane, normalization.bias[c]);
  for (const auto& [core, part, at] : canvas.placements) {
    float* const corner = input + static_cast<std::ptrdiff_t>(at.top) * canvas.width + at.left;
    kernels::ResizeToPlanar(PartOf(image, part), normalization, {corner, at.width, at.height, canvas.width, plane});
  }
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

Expected<Seen> SeenFrom(const engine::Tensor& output, const DetectorOptions& options, Canvas canvas) {
  const bool blocks = options.output_kind == OutputKind::kBlockLogits;
  const int b = blocks ? options.block : 1;
  const std::vector<int> expected{1, b * b, canvas.height / b, canvas.width / b};
  if (output.shape != expected) {
    return Fail(ErrorCode::kModel, Concat("the detector's output has ", output.shape.size(), " dimensions and ",
                                          output.values.size(), " values; expected 1 x ", expected[1], " x ",
                                          expected[2], " x ", expected[3]));
  }
  Seen seen{std::move(canvas), {output.values.data()}, {}};
  if (blocks) {
    seen.unfolded = UnfoldBlocks(output.values.data(), b, expected[2], expected[3]);
    seen.map.values = seen.unfolded.data();
  }
  seen.map.width = seen.canvas.width;
  seen.map.height = seen.canvas.height;
  seen.map.logits = options.output_kind != OutputKind::kProbability;
  return seen;
}

// What is left of a box after clipping to the picture may be nothing.
bool IsReadable(const Quad& quad) { return geometry::Width(quad) > 3 && geometry::Height(quad) > 3; }

bool Meet(const Quad& a, const Quad& b) {
  return geometry::Contains(a, geometry::BoundingBox(b).center()) ||
         geometry::Contains(b, geometry::BoundingBox(a).center());
}

}  // namespace

Expected<Seen> Look(engine::Model& model, const DetectorOptions& options, const ImageView& image, Canvas canvas) {
  const Expected<float*> input = model.Input({1, 3, canvas.height, canvas.width});
  if (!input) return std::unexpected(input.error());
  FillInput(image, options.normalization, canvas, *input);
  const Expected<engine::Tensor> output = model.Run();
  if (!output) return std::unexpected(output.error());
  return SeenFrom(*output, options, std::move(canvas));
}

Boxes BoxesIn(const Seen& seen, const DbOptions& options) {
  Boxes boxes;
  for (const ScoredRect& scored : RectsFromMap(seen.map, options)) {
    const Quad quad = InPicture(geometry::ReadingQuad(scored.rect), seen.canvas);
    if (IsReadable(quad)) boxes.push_back({quad, scored.score});
  }
  return boxes;
}

Boxes FaintBoxesIn(const Seen& seen, DbOptions options) {
  options.threshold = std::min(kFaint, options.threshold);
  options.box_threshold = std::min(kFaintBox, options.box_threshold);
  return BoxesIn(seen, options);
}

Boxes WithMissed(const Boxes& found, const Boxes& coarsely_found) {
  Boxes all = found;
  std::ranges::copy_if(coarsely_found, std::back_inserter(all), [&](const Detection& box) {
    return std::ranges::none_of(found, [&](const Detection& other) { return Meet(box.quad, other.quad); });
  });
  return all;
}

}  // namespace dsocr::detect
