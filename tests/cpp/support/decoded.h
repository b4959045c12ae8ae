// Decodes bytes and compares the pixels with a rule.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "dsocr/image.h"
#include "tests/cpp/support/files.h"
#include "tests/cpp/support/messages.h"

namespace dsocr::testing {

// What decoding `bytes` says when it fails.
inline std::string DecodeError(const ByteVector& bytes, const DecodeOptions& options = {}) {
  const auto decoded = DecodeImage(bytes, "test", options);
  EXPECT_TRUE(decoded || decoded.error().code == ErrorCode::kImage);
  return MessageOf(decoded);
}

// The largest difference from rule(x, y, channel); fails the test and answers 256 where size or format differ.
template <typename Rule>
int LargestDifference(const Expected<Decoded>& decoded, int width, int height, PixelFormat format, const Rule& rule) {
  EXPECT_TRUE(decoded) << MessageOf(decoded);
  if (!decoded) return 256;
  const Image& image = decoded->image;
  EXPECT_EQ(image.width(), width);
  EXPECT_EQ(image.height(), height);
  EXPECT_EQ(image.format(), format);
  if (image.width() != width || image.height() != height || image.format() != format) return 256;
  const ImageView view = image.view();
  int largest = 0;
  for (int y = 0; y < height; ++y) {
    for (int i = 0; i < width * view.channels(); ++i) {
      largest = std::max(largest, std::abs(view.row(y)[i] - rule(i / view.channels(), y, i % view.channels())));
    }
  }
  return largest;
}

}  // namespace dsocr::testing
