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

  // The engine's threads wait for each other after each layer, which takes forever where other programs keep the CPUs
  // busy: so a detector on all threads rests for some readings when its caller got too small a share of a CPU.
  bool WideDetectorRests();
  void NoteWideDetector(double processor_ms, double wall_ms);

 private:
  mutable std::mutex mutex_;
  Costs costs_;
  int readings_to_rest_ = 0;
};

}  // namespace dsocr::pipeline
