// Detection in pictures of which little is text, street scenes above all: a coarse look tells where text may be, and only
// those parts are seen at full resolution.
#pragma once

#include <optional>

#include "detect/input_size.h"
#include "detect/look.h"
#include "detect/options.h"
#include "dsocr/error.h"
#include "dsocr/image.h"
#include "engine/model.h"

namespace dsocr::detect {

// None where the picture is too full of small text, or too small, for this to pay against `full`.
Expected<std::optional<Boxes>> DetectIfSparse(engine::Model& model, const DetectorOptions& options,
                                              const ImageView& image, const InputSize& full);

}  // namespace dsocr::detect
