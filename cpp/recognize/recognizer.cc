#include "recognize/recognizer.h"

#include <algorithm>
#include <cstddef>

#include "base/strings.h"
#include "geometry/quad.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {
namespace {

constexpr int kOverlapSteps = 16;  // of two pieces of a line: 128 columns, more than two of the widest characters
constexpr int kMostPieces = 16;

Expected<void> CheckShape(const engine::Tensor& output, int width, const RecognizerOptions& options) {
  const std::vector<int> expected{1, width / options.stride, options.values_per_step()};
  if (output.shape == expected) return {};
  std::string found;
  for (const int length : output.shape) found += Concat(found.empty() ? "" : " x ", length);
  return Fail(ErrorCode::kModel, Concat("the recognizer's output is ", found, "; expected 1 line x ", expected[1],
                                        " steps x ", expected[2]));
}

void ChooseSteps(const float* rows, const RecognizerOptions& options, std::vector<Step>& steps) {
  const int count = static_cast<int>(steps.size());
  if (options.head) return options.head->Decode(rows, count, options.head->depth(), steps.data());
  BestSteps(rows, count, options.charset.classes(), options.output_kind == OutputKind::kLogits, steps.data());
}

int RoundedUp(int columns, int stride) { return (columns + stride - 1) / stride * stride; }

// Columns of a whole line; squeezed where it would take more than so many pieces.
int WidthOf(const Crop& crop, const RecognizerOptions& options) {
  return WidthAtHeight(crop, options.rows(), kMostPieces * (options.max_width - kOverlapSteps * options.stride));
}

Expected<std::vector<Step>> ReadSteps(engine::Model& model, const RecognizerOptions& options, const Crop& crop,
                                      int text_width, int width) {
  const Expected<float*> input = model.Input({1, 3, options.height, width});
  if (!input) return std::unexpected(input.error());
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(width) * options.height;
  FillCrop(crop, text_width, options.normalization, {*input, width, options.height, width, plane});
  const Expected<engine::Tensor> output = model.Run();
  if (!output) return std::unexpected(output.error());
  if (auto shape = CheckShape(*output, width, options); !shape) return std::unexpected(shape.error());
  std::vector<Step> steps(output->shape[1]);
  ChooseSteps(output->values.data(), options, steps);
  return steps;
}

// Pieces overlap, so that no character is cut in both.
Expected<std::vector<Step>> ReadPieces(engine::Model& model, const RecognizerOptions& options, const Crop& crop,
                                       int text_width) {
  const int piece_steps = options.max_width / options.stride;
  const int total = RoundedUp(text_width, options.stride) / options.stride;
  std::vector<Step> line;
  for (int first = 0; first == 0 || static_cast<int>(line.size()) < total; first += piece_steps - kOverlapSteps) {
    const int from = first * options.stride, to = std::min(from + options.max_width, text_width);
    const auto share = [&](int column) { return static_cast<float>(column) / static_cast<float>(text_width); };
    const Crop piece{crop.image, geometry::Slice(crop.quad, share(from), share(to))};
    auto steps = ReadSteps(model, options, piece, to - from, RoundedUp(to - from, options.stride));
    if (!steps) return steps;
    if (to < text_width) steps->resize(piece_steps);  // without the padding behind it
    AppendPiece(*steps, first, line);
  }
  return line;
}

}  // namespace

std::vector<Run> PlanCrops(std::span<const Crop> crops, const RecognizerOptions& options) {
  std::vector<int> widths;
  for (const Crop& crop : crops) widths.push_back(WidthAtHeight(crop, options.rows(), options.max_width));
  return PlanRuns(widths, {.step = options.stride});
}

Expected<Line> RecognizeCrop(engine::Model& model, const RecognizerOptions& options, const Crop& crop, int width) {
  const int text_width = WidthOf(crop, options);
  const auto steps = text_width > options.max_width ? ReadPieces(model, options, crop, text_width)
                                                    : ReadSteps(model, options, crop, text_width, width);
  if (!steps) return std::unexpected(steps.error());
  std::vector<Character> characters = MergeSteps(steps->data(), static_cast<int>(steps->size()));
  options.lookalikes.Settle(characters);
  options.vowel_signs.Restore(characters);
  options.writing_order.Restore(characters);
  return AssembleLine(characters, options.charset, crop.quad,
                      static_cast<float>(text_width) / static_cast<float>(options.stride));
}

}  // namespace dsocr::recognize
