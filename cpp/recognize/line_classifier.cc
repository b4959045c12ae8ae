#include "recognize/line_classifier.h"

#include <cstddef>

#include "base/strings.h"

namespace dsocr::recognize {

Expected<bool> IsUpsideDown(engine::Model& model, const ClassifierOptions& options, const Crop& crop) {
  const Expected<float*> input = model.Input({1, 3, options.height, options.width});
  if (!input) return std::unexpected(input.error());
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(options.width) * options.height;
  FillCrop(crop, WidthAtHeight(crop, static_cast<float>(options.height), options.width), options.normalization,
           {*input, options.width, options.height, options.width, plane});
  const Expected<engine::Tensor> output = model.Run();
  if (!output) return std::unexpected(output.error());
  if (output->values.size() != 2) {
    return Fail(ErrorCode::kModel, Concat("the line classifier gave ", output->values.size(), " values; expected 2"));
  }
  return output->values[1] > options.threshold;
}

}  // namespace dsocr::recognize
