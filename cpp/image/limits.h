// Sizes are checked before memory is taken for them.
#pragma once

#include <cstdint>
#include <string>

#include "dsocr/error.h"
#include "dsocr/image.h"

namespace dsocr::image {

// Rows of more pixels would have more bytes than the ints that count them hold.
inline constexpr std::int64_t kLongestSide = 1 << 28;

// kImage where a side is 0 or longer than that, or where width x height is more than options.max_pixels.
Expected<void> CheckSize(const std::string& name, std::int64_t width, std::int64_t height,
                         const DecodeOptions& options);

// What each pixel takes while it is decoded.
inline constexpr int kPixelBytes = 3 + 3;            // RGB, and the room to turn it upright
inline constexpr int kPixelBytesWithAlpha = 4 + 3;   // before and after it is laid over white

// Whether that is within options.max_bytes.
bool FitsMemory(std::int64_t width, std::int64_t height, const DecodeOptions& options, int pixel_bytes = kPixelBytes);
// kImage where it is not.
Expected<void> CheckMemory(const std::string& name, std::int64_t width, std::int64_t height,
                           const DecodeOptions& options, int pixel_bytes = kPixelBytes);

}  // namespace dsocr::image
