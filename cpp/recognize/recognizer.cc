#include "recognize/recognizer.h"

#include <algorithm>
#include <cstddef>

#include "base/strings.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {
namespace {

void FillBatch(std::span<const Crop> crops, const Batch& batch, const RecognizerOptions& options, float* input) {
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(batch.width) * options.height;
  for (const int line : batch.lines) {
    const int width = WidthAtHeight(crops[line], options.height, options.max_width);
    FillCrop(crops[line], width, options.normalization,
             {input, batch.width, options.height, batch.width, plane});
    input += 3 * plane;
  }
}

Expected<void> CheckShape(const engine::Tensor& output, const Batch& batch, const RecognizerOptions& options) {
  const std::vector<int> expected{static_cast<int>(batch.lines.size()), batch.width / options.stride,
                                  options.values_per_step()};
  if (output.shape == expected) return {};
  std::string found;
  for (const int length : output.shape) found += Concat(found.empty() ? "" : " x ", length);
  return Fail(ErrorCode::kModel, Concat("the recognizer's output is ", found, "; expected ", expected[0], " lines x ",
                                        expected[1], " steps x ", expected[2]));
}

void ChooseSteps(const float* rows, const RecognizerOptions& options, std::vector<Step>& steps) {
  const int count = static_cast<int>(steps.size());
  if (options.head) return options.head->Decode(rows, count, options.head->depth(), steps.data());
  BestSteps(rows, count, options.charset.classes(), options.output_kind == OutputKind::kLogits, steps.data());
}

}  // namespace

std::vector<Batch> PlanCrops(std::span<const Crop> crops, const RecognizerOptions& options) {
  std::vector<int> widths;
  for (const Crop& crop : crops) widths.push_back(WidthAtHeight(crop, options.height, options.max_width));
  return PlanBatches(widths, {.step = options.stride});
}

Expected<void> RecognizeBatch(engine::Model& model, const RecognizerOptions& options, std::span<const Crop> crops,
                              const Batch& batch, std::span<Line> lines) {
  const Expected<float*> input =
      model.Input({static_cast<int>(batch.lines.size()), 3, options.height, batch.width});
  if (!input) return std::unexpected(input.error());
  FillBatch(crops, batch, options, *input);
  const Expected<engine::Tensor> output = model.Run();
  if (!output) return std::unexpected(output.error());
  if (auto shape = CheckShape(*output, batch, options); !shape) return shape;

  std::vector<Step> steps(output->shape[1]);
  const float* rows = output->values.data();
  for (const int line : batch.lines) {
    ChooseSteps(rows, options, steps);
    const int width = WidthAtHeight(crops[line], options.height, options.max_width);
    lines[line] = AssembleLine(MergeSteps(steps.data(), static_cast<int>(steps.size())), options.charset, crops[line].quad,
                               static_cast<float>(width) / static_cast<float>(options.stride));
    rows += steps.size() * options.values_per_step();
  }
  return {};
}

}  // namespace dsocr::recognize
