#include "dsocr/reader.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace dsocr {
namespace {

constexpr char kModel[] = "python/dsocr_native/models/fast";
constexpr char kPicture[] = "examples/sign.jpg";
constexpr int kReadings = 4;

std::string Digest(const Page& page) {
  std::string digest;
  for (const Line& line : page.lines) {
    digest += line.text + ' ' + std::to_string(line.confidence);
    for (const Point& corner : line.quad) digest += ' ' + std::to_string(corner.x) + ',' + std::to_string(corner.y);
    digest += '\n';
  }
  return digest;
}

std::string ReadOnce(const Reader& reader) {
  const auto page = reader.ReadFile(kPicture, {.max_side = 320});
  return page ? Digest(*page) : page.error().message;
}

Expected<Reader> OpenWith(int threads) { return Reader::Open(kModel, {.threads = threads}); }

// One reader, asked by several threads at once, by one thread, and a reader with fewer threads of its own: one answer.
TEST(ReaderThreads, WhatIsReadDoesNotDependOnWhoReads) {
  const auto one = OpenWith(1), two = OpenWith(2);
  ASSERT_TRUE(one) << one.error().message;
  ASSERT_TRUE(two) << two.error().message;
  const std::string expected = ReadOnce(*one);
  ASSERT_GT(expected.size(), 50u) << expected;
  EXPECT_EQ(ReadOnce(*two), expected);

  std::vector<std::string> found(kReadings);
  std::vector<std::thread> threads;
  for (std::string& place : found) threads.emplace_back([&] { place = ReadOnce(*two); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : found) EXPECT_EQ(text, expected);
}

TEST(ReaderThreads, ReadersComeAndGoWhileOthersRead) {
  std::vector<std::thread> threads;
  std::vector<std::string> found(2);
  for (std::string& place : found) {
    threads.emplace_back([&] {
      const auto reader = OpenWith(2);
      place = reader ? ReadOnce(*reader) : reader.error().message;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found[0], found[1]);
  EXPECT_GT(found[0].size(), 50u) << found[0];
}

}  // namespace
}  // namespace dsocr
