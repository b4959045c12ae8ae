#include "recognize/recognizer.h"

#include <algorithm>
#include <cstddef>

#include "base/strings.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {
namespace {

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

}  // namespace

std::vector<Run> PlanCrops(std::span<const Crop> crops, const RecognizerOptions& options) {
  std::vector<int> widths;
  for (const Crop& crop : crops) widths.push_back(WidthAtHeight(crop, options.height, options.max_width));
  return PlanRuns(widths, {.step = options.stride});
}

Expected<Line> RecognizeCrop(engine::Model& model, const RecognizerOptions& options, const Crop& crop, int width) {
  const Expected<float*> input = model.Input({1, 3, options.height, width});
  if (!input) return std::unexpected(input.error());
  const int text_width = WidthAtHeight(crop, options.height, options.max_width);
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(width) * options.height;
  FillCrop(crop, text_width, options.normalization, {*input, width, options.height, width, plane});
  const Expected<engine::Tensor> output = model.Run();
  if (!output) return std::unexpected(output.error());
  if (auto shape = CheckShape(*output, width, options); !shape) return std::unexpected(shape.error());

  std::vector<Step> steps(output->shape[1]);
  ChooseSteps(output->values.data(), options, steps);
  return AssembleLine(MergeSteps(steps.data(), static_cast<int>(steps.size())), options.charset, crop.quad,
                      static_cast<float>(text_width) / static_cast<float>(options.stride));
}

}  // namespace dsocr::recognize
