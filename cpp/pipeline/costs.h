// What reading costs on this machine, learnt from the readings so far.
#pragma once

#include <mutex>

namespace dsocr::pipeline {

// Milliseconds; 0: not known yet.
struct Costs {
  double detector_megapixel = 0;       // of the detector's input, on one thread
  double wide_detector_megapixel = 0;  // on all threads
  double column = 0;                   // of the recogniser's input, on one thread
};

// Follows a machine that gets hot or busy: each reading moves the costs a part of the way.
Costs Learnt(const Costs& before, const Costs& seen);

// For several threads.
class CostBook {
 public:
  Costs Known() const;
  void Note(const Costs& seen);

 private:
  mutable std::mutex mutex_;
  Costs costs_;
};

}  // namespace dsocr::pipeline
