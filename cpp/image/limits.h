// Sizes are checked before memory is taken for them.
#pragma once

#include <cstdint>
#include <string>

#include "dsocr/error.h"
#include "dsocr/image.h"

namespace dsocr::image {

// kImage where a side is 0, or where width x height is more than options.max_pixels.
Expected<void> CheckSize(const std::string& name, std::int64_t width, std::int64_t height,
                         const DecodeOptions& options);

// Whether pixels, and the room to turn them, are within options.max_bytes.
bool FitsMemory(std::int64_t width, std::int64_t height, const DecodeOptions& options);
// kImage where they are not.
Expected<void> CheckMemory(const std::string& name, std::int64_t width, std::int64_t height,
                           const DecodeOptions& options);

}  // namespace dsocr::image
