// The networks, once for each thread, and the threads that help a reading along.
#pragma once

#include <unistd.h>

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "dsocr/error.h"
#include "engine/model.h"
#include "pipeline/model_package.h"
#include "pipeline/precision.h"

namespace dsocr::pipeline {

// All that one thread needs; the weights are shared between lanes.
struct Lane {
  engine::Model detector;
  engine::Model recognizer;
  std::optional<engine::Model> classifier;
};

// As many lanes as threads, on a GPU one. A reading holds one from beginning to end and borrows others while they are
// free, so one page is read by all threads, and several pages side by side by one thread each. Who works holds a lane: no
// more threads than lanes are ever busy.
class Lanes {
 public:
  // The first lane. cpus: what helpers will keep to; empty: wherever the process may run.
  static Expected<std::unique_ptr<Lanes>> Open(ModelPackage& package, const PrecisionChoice& precision,
                                               Backend backend = Backend::kCpu, std::vector<int> cpus = {});
  // The others, once, before any reading. with_wide_detector: also one for all threads, with a workspace of its own.
  Expected<void> Grow(int threads, bool with_wide_detector);
  ~Lanes();

  // Do the detector and the recogniser compute what their originals did? (pipeline/self_check.h)
  Expected<bool> PassSelfCheck(const ModelPackage& package);
  // And after a smaller input? MNN 3.6.1's Vulkan computes something else for all that are larger than the first.
  Expected<bool> PassSelfCheckGrown(const ModelPackage& package);

  // Hands the lane back when it goes.
  class Lease {
   public:
    Lease(Lanes& lanes, Lane* lane) : lanes_(&lanes), lane_(lane) {}
    Lease(Lease&& other) noexcept : lanes_(other.lanes_), lane_(std::exchange(other.lane_, nullptr)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() { if (lane_ != nullptr) lanes_->Return(lane_); }
    Lane* operator->() const { return lane_; }
    Lane& operator*() const { return *lane_; }

   private:
    Lanes* lanes_;
    Lane* lane_;
  };

  Lease Take();  // waits for a free lane

  // Calls `work` with 0 .. count - 1, on `own` and on every lane that is free meanwhile. The first error or exception
  // ends it, whichever thread met it.
  using Work = std::function<Expected<void>(int, Lane&)>;
  Expected<void> ForEach(Lane& own, int count, const Work& work);

  // The detector that uses all threads for one picture: lent, with every lane, to a reading that is alone; otherwise
  // null.
  class WideDetector {
   public:
    WideDetector() = default;
    WideDetector(engine::Model& model, std::vector<Lease> lanes) : model_(&model), lanes_(std::move(lanes)) {}
    engine::Model* get() const { return model_; }

   private:
    engine::Model* model_ = nullptr;
    std::vector<Lease> lanes_;
  };
  WideDetector TryWideDetector();

  // Not in a child that was forked: threads stay behind, the engine's as well as the helpers, and what waits for them
  // waits for ever. Such a child reads with the lanes alone, and must not destroy them.
  bool AreOfThisProcess() const { return getpid() == process_; }
  // Nor does a lane come back that another thread held at the fork: true in a child to which none was left. To Take one
  // there would be to wait for ever.
  bool AreAllLost();

  int threads() const { return static_cast<int>(lanes_.size()); }
  const std::vector<int>& cpus() const { return cpus_; }

 private:
  struct Job;
  Lanes(std::vector<int> cpus, const engine::WorkspaceOptions& workspace)
      : cpus_(std::move(cpus)), workspace_(workspace) {}
  void Add(Lane lane);
  void Help();
  std::optional<Lease> TryTake();
  void Return(Lane* lane);

  const pid_t process_ = getpid();
  const std::vector<int> cpus_;
  const engine::WorkspaceOptions workspace_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::optional<engine::Model> wide_detector_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable lane_free_;
  std::condition_variable work_waits_;
  std::vector<Lane*> free_;
  std::vector<std::shared_ptr<Job>> jobs_;
  bool closing_ = false;
  pid_t counted_in_ = process_;  // the process that `lost_` is of
  std::size_t lost_ = 0;
  std::vector<std::thread> helpers_;
};

}  // namespace dsocr::pipeline
