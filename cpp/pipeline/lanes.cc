#include "pipeline/lanes.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <utility>

#include "base/cpu_topology.h"
#include "base/thread_stack.h"
#include "pipeline/self_check.h"

namespace dsocr::pipeline {
namespace {

Expected<engine::Model> LoadNetwork(NetworkFile& file, bool int8_weights, const engine::Workspace& workspace) {
  auto model = engine::Model::Load(
      file.bytes, file.path, {.input = file.input, .output = file.output, .int8_weights = int8_weights}, workspace);
  file.bytes = {};  // the engine keeps its own copy
  return model;
}

engine::WorkspaceOptions OptionsFor(const ModelPackage& package, const PrecisionChoice& precision, Backend backend) {
  return {.fp16 = precision.fp16,
          .weights_stored_as_fp16 = package.AnyWeightsAre(Weights::kFp16),
          .backend = backend};
}

// The line classifier flips on near ties in half precision, so it always runs in full; and it is asked so rarely that
// it always runs on the CPU.
engine::Workspace ClassifierWorkspace() { return engine::Workspace({.weights_stored_as_fp16 = true}); }

// The networks of one lane run one after the other, so they share a workspace. The detector never computes in bytes: it
// may run on all threads, and its boxes must not depend on how many there are.
Expected<Lane> LoadLane(ModelPackage& package, bool int8_recognizer, const engine::Workspace& workspace) {
  auto detector = LoadNetwork(package.detector_file, false, workspace);
  if (!detector) return std::unexpected(detector.error());
  auto recognizer = LoadNetwork(package.recognizer_file, int8_recognizer, workspace);
  if (!recognizer) return std::unexpected(recognizer.error());
  Lane lane{*std::move(detector), *std::move(recognizer), std::nullopt};
  if (package.classifier_file) {
    auto classifier = LoadNetwork(*package.classifier_file, false, ClassifierWorkspace());
    if (!classifier) return std::unexpected(classifier.error());
    lane.classifier = *std::move(classifier);
  }
  return lane;
}

Expected<Lane> CloneLane(const Lane& first, const engine::Workspace& workspace) {
  auto detector = first.detector.Clone(workspace);
  if (!detector) return std::unexpected(detector.error());
  auto recognizer = first.recognizer.Clone(workspace);
  if (!recognizer) return std::unexpected(recognizer.error());
  Lane lane{*std::move(detector), *std::move(recognizer), std::nullopt};
  if (first.classifier) {
    auto classifier = first.classifier->Clone(ClassifierWorkspace());
    if (!classifier) return std::unexpected(classifier.error());
    lane.classifier = *std::move(classifier);
  }
  return lane;
}

}  // namespace

// Work that several lanes share. It outlives the call that made it only as an empty shell in a helper's hand.
struct Lanes::Job {
  const Work* work;
  int count;
  std::atomic<int> next{0};
  std::mutex mutex;
  std::condition_variable idle;
  int running = 0;
  bool closed = false;
  std::optional<Error> error;
  std::exception_ptr thrown;  // by whichever thread; it goes on in the one that called ForEach

  bool exhausted() const { return next.load() >= count; }

  bool Join() {
    const std::lock_guard lock(mutex);
    if (closed) return false;
    ++running;
    return true;
  }

  void Run(Lane& lane) {
    try {
      for (int i = next++; i < count; i = next++) {
        if (auto done = (*work)(i, lane); !done) {
          next = count;
          const std::lock_guard lock(mutex);
          if (!error) error = std::move(done.error());
        }
      }
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      if (!thrown) thrown = std::current_exception();
    }
  }

  void Leave() {
    const std::lock_guard lock(mutex);
    --running;
    idle.notify_all();
  }

  void WaitForHelpers() {
    std::unique_lock lock(mutex);
    closed = true;
    idle.wait(lock, [&] { return running == 0; });
  }
};

Expected<std::unique_ptr<Lanes>> Lanes::Open(ModelPackage& package, const PrecisionChoice& precision, Backend backend,
                                              std::vector<int> cpus) {
  std::unique_ptr<Lanes> lanes(new Lanes(std::move(cpus), OptionsFor(package, precision, backend)));
  auto first = LoadLane(package, precision.int8, engine::Workspace(lanes->workspace_));
  if (!first) return std::unexpected(first.error());
  lanes->Add(*std::move(first));
  return lanes;
}

Expected<void> Lanes::Grow(int threads, bool with_wide_detector) {
  EnsureThreadStacks();
  const ScopedAffinity affinity(cpus_);  // the engine's own threads begin here, and stay where they began
  const Lane& first = *lanes_.front();
  for (int i = 1; i < threads; ++i) {
    auto lane = CloneLane(first, engine::Workspace(workspace_));
    if (!lane) return std::unexpected(lane.error());
    Add(*std::move(lane));
  }
  if (with_wide_detector && threads > 1) {
    engine::WorkspaceOptions for_all = workspace_;
    for_all.threads = threads;
    auto wide = first.detector.Clone(engine::Workspace(for_all));
    if (!wide) return std::unexpected(wide.error());
    wide_detector_ = *std::move(wide);
  }
  for (int i = 1; i < threads; ++i) helpers_.emplace_back([this] { Help(); });
  return {};
}

void Lanes::Add(Lane lane) {
  lanes_.push_back(std::make_unique<Lane>(std::move(lane)));
  free_.push_back(lanes_.back().get());
}

Expected<bool> Lanes::PassSelfCheck(const ModelPackage& package) {
  Lane& lane = *lanes_.front();
  const auto detects = PassesSelfCheck(lane.detector, {1, 3, 64, 64}, package.detector_file.self_check);
  if (!detects || !*detects) return detects;
  return PassesSelfCheck(lane.recognizer, {1, 3, package.recognizer.height, 64}, package.recognizer_file.self_check);
}

Expected<bool> Lanes::PassSelfCheckGrown(const ModelPackage& package) {
  Lane& lane = *lanes_.front();
  const auto detected = RunPattern(lane.detector, {1, 3, 32, 32});
  if (!detected) return std::unexpected(detected.error());
  const auto read = RunPattern(lane.recognizer, {1, 3, package.recognizer.height, 32});
  if (!read) return std::unexpected(read.error());
  return PassSelfCheck(package);
}

Lanes::~Lanes() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_waits_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

bool Lanes::AreAllLost() {
  const std::lock_guard lock(mutex_);
  // Asked before each reading, so for the first time when no thread of the child holds a lane.
  if (counted_in_ != getpid()) {
    counted_in_ = getpid();
    lost_ = lanes_.size() - free_.size();
  }
  return lost_ == lanes_.size();
}

Lanes::Lease Lanes::Take() {
  std::unique_lock lock(mutex_);
  lane_free_.wait(lock, [&] { return !free_.empty(); });
  Lane* lane = free_.back();
  free_.pop_back();
  return Lease(*this, lane);
}

std::optional<Lanes::Lease> Lanes::TryTake() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return std::nullopt;
  Lane* lane = free_.back();
  free_.pop_back();
  return Lease(*this, lane);
}

void Lanes::Return(Lane* lane) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(lane);
  }
  lane_free_.notify_one();
  work_waits_.notify_one();
}

Lanes::WideDetector Lanes::TryWideDetector() {
  const std::lock_guard lock(mutex_);
  if (!wide_detector_ || free_.size() + 1 != lanes_.size() || !AreOfThisProcess()) return {};
  std::vector<Lease> others;
  others.reserve(free_.size());  // a lease that went back from here would wait for mutex_
  for (Lane* lane : free_) others.emplace_back(*this, lane);
  free_.clear();  // keeps its room: Return must not fail
  return {*wide_detector_, std::move(others)};
}

Expected<void> Lanes::ForEach(Lane& own, int count, const Work& work) {
  const auto job = std::make_shared<Job>();
  job->work = &work;
  job->count = count;
  if (count > 1 && !helpers_.empty()) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(job);
    }
    work_waits_.notify_all();
  }
  job->Run(own);
  job->WaitForHelpers();
  {
    const std::lock_guard lock(mutex_);
    std::erase(jobs_, job);
  }
  if (job->thrown) std::rethrow_exception(job->thrown);
  if (job->error) return std::unexpected(*job->error);
  return {};
}

void Lanes::Help() {
  if (!cpus_.empty()) KeepThisThreadOn(cpus_);
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      work_waits_.wait(lock, [&] {
        std::erase_if(jobs_, [](const auto& waiting) { return waiting->exhausted(); });
        return closing_ || (!jobs_.empty() && !free_.empty());
      });
      if (closing_) return;
      job = jobs_.front();
    }
    if (!job->Join()) continue;
    if (const std::optional<Lease> lease = TryTake()) job->Run(**lease);
    job->Leave();
  }
}

}  // namespace dsocr::pipeline
