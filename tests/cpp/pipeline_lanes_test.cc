#include "pipeline/lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <new>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/cpu_topology.h"
#include "pipeline/model_package.h"

namespace dsocr::pipeline {
namespace {

constexpr char kModel[] = "python/dsocr_native/models/fast";

std::unique_ptr<Lanes> OpenLanes(int threads, bool with_wide_detector = true, std::vector<int> cpus = {}) {
  auto package = LoadModelPackage(kModel);
  EXPECT_TRUE(package) << package.error().message;
  auto lanes = Lanes::Open(*package, {}, Backend::kCpu, std::move(cpus));
  EXPECT_TRUE(lanes) << lanes.error().message;
  EXPECT_TRUE((*lanes)->Grow(threads, with_wide_detector));
  return *std::move(lanes);
}

std::set<std::string> Threads() {
  std::set<std::string> names;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) names.insert(task.path().filename());
  return names;
}

void RunOnce(engine::Model& detector) {
  const auto input = detector.Input({1, 3, 64, 64});
  ASSERT_TRUE(input);
  std::fill_n(*input, 3 * 64 * 64, 0.f);
  ASSERT_TRUE(detector.Run());
}

TEST(Lanes, OneThreadStartsNoOther) {
  const auto before = Threads();
  const auto lanes = OpenLanes(1);
  const auto own = lanes->Take();
  RunOnce(own->detector);
  EXPECT_EQ(lanes->TryWideDetector().get(), nullptr);
  EXPECT_EQ(Threads(), before);
}

TEST(Lanes, TheWideDetectorTakesEveryLane) {
  const auto lanes = OpenLanes(2);
  std::future<void> other;
  {
    const auto own = lanes->Take();
    const auto wide = lanes->TryWideDetector();
    ASSERT_NE(wide.get(), nullptr);
    other = std::async(std::launch::async, [&] { lanes->Take(); });
    EXPECT_EQ(other.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  }
  other.get();
}

TEST(Lanes, NobodyElseGetsTheWideDetectorMeanwhile) {
  const auto lanes = OpenLanes(3);
  const auto one = lanes->Take();
  {
    const auto another = lanes->Take();
    EXPECT_EQ(lanes->TryWideDetector().get(), nullptr);
  }
  EXPECT_NE(lanes->TryWideDetector().get(), nullptr);
  EXPECT_EQ(OpenLanes(3, false)->TryWideDetector().get(), nullptr);
}

TEST(Lanes, OneDetectsWhileAnotherReadsLines) {
  const auto lanes = OpenLanes(2);
  const auto own = lanes->Take();
  auto next_picture = std::async(std::launch::async, [&] { RunOnce(lanes->Take()->detector); });
  const auto done = lanes->ForEach(*own, 1, [&](int, Lane&) -> Expected<void> {
    EXPECT_EQ(next_picture.wait_for(std::chrono::seconds(60)), std::future_status::ready);
    return {};
  });
  EXPECT_TRUE(done);
}

TEST(Lanes, HelpersKeepToTheirCpusAndTheCallerDoesNot) {
  const std::vector<int> allowed = AllowedCpus();
  const auto lanes = OpenLanes(2, false, {allowed.back()});
  const auto own = lanes->Take();
  std::mutex mutex;
  std::set<std::vector<int>> seen;
  std::barrier both(2);  // so that the helper does one of them
  const auto done = lanes->ForEach(*own, 2, [&](int, Lane&) -> Expected<void> {
    both.arrive_and_wait();
    const std::lock_guard lock(mutex);
    seen.insert(AllowedCpus());
    return {};
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(seen, (std::set<std::vector<int>>{{allowed.back()}, allowed}));
  EXPECT_EQ(AllowedCpus(), allowed);
}

// Whichever thread meets it, the caller hears of it, and only when nobody works any more.
TEST(Lanes, AnExceptionGoesOnInTheCaller) {
  const auto lanes = OpenLanes(2, false);
  const auto own = lanes->Take();
  for (const bool in_helper : {false, true}) {
    std::barrier both(2);  // so that the helper does one of them
    std::atomic<int> working = 0;
    const auto work = [&](int, Lane& lane) -> Expected<void> {
      ++working;
      both.arrive_and_wait();
      if ((&lane != &*own) == in_helper) {
        --working;
        throw std::bad_alloc();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      --working;
      return {};
    };
    EXPECT_THROW((void)lanes->ForEach(*own, 2, work), std::bad_alloc);
    EXPECT_EQ(working, 0);
  }
  EXPECT_TRUE(lanes->ForEach(*own, 2, [](int, Lane&) -> Expected<void> { return {}; }));
}

}  // namespace
}  // namespace dsocr::pipeline
