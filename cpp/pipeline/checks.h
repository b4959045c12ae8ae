// What a caller may ask for: kInvalidArgument, or kImage for a picture, names the option, what was found and what was
// expected.
#pragma once

#include <string>

#include "dsocr/error.h"
#include "dsocr/image.h"
#include "dsocr/reader.h"

namespace dsocr::pipeline {

inline constexpr int kMostThreads = 64;

Expected<void> CheckOptions(const ReaderOptions& options);
Expected<void> CheckOptions(const ReadOptions& options);
Expected<void> CheckView(const ImageView& image, const std::string& name, const ReadOptions& options);

}  // namespace dsocr::pipeline
