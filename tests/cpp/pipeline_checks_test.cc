#include "pipeline/checks.h"

#include <gmock/gmock.h>

#include "tests/cpp/support/messages.h"

namespace dsocr::pipeline {
namespace {

using dsocr::testing::MessageOf;

constexpr std::uint8_t kPixel = 0;

std::string Complaint(int width, int height, std::int64_t max_pixels) {
  return MessageOf(CheckView({&kPixel, width, height, 0, PixelFormat::kRgba}, "p", {.max_pixels = max_pixels}));
}

TEST(CheckView, CountsPixels) {
  EXPECT_EQ(Complaint(30, 20, 600), "no error");
  EXPECT_EQ(Complaint(30, 20, 599), "p: 30 x 20 is 600 pixels; expected at most 599");
  EXPECT_EQ(Complaint(0, 20, 599), "p: 0 x 20 pixels; expected at least 1 x 1");
}

// Kernels count the bytes of a row in an int.
TEST(CheckView, NoSideIsTooLong) {
  constexpr std::int64_t kAny = std::int64_t{1} << 40;
  EXPECT_EQ(Complaint(1 << 28, 1, kAny), "no error");
  EXPECT_EQ(Complaint(1 << 29, 1, kAny), "p: 536870912 x 1 pixels; expected at most 268435456 a side");
  EXPECT_EQ(Complaint(1, 1 << 29, kAny), "p: 1 x 536870912 pixels; expected at most 268435456 a side");
}

}  // namespace
}  // namespace dsocr::pipeline
