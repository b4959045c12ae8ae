// How many bytes of pixels and numbers a reading writes anew on their way through the rooms.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace dsocr {

enum class Copy : std::uint8_t {
  kDecode,   // pixels out of a file, and again where they are turned upright
  kResize,   // the detector's input
  kConvert,  // a network's output, where the engine keeps it in another order
  kUnfold,   // the detector's blocks of 4 x 4, side by side
  kMask,     // one byte a pixel of the detector's output
  kWarp,     // lines, as the recogniser and the line classifier see them
};
inline constexpr int kCopyKinds = 6;

// The sums of one reading; its threads add to it side by side.
class CopyTally {
 public:
  void Add(Copy kind, std::size_t bytes) { sums_[Index(kind)].fetch_add(bytes, std::memory_order_relaxed); }
  std::size_t Sum(Copy kind) const { return sums_[Index(kind)].load(std::memory_order_relaxed); }

  // What the calling thread copies until the end of the scope belongs to `tally`.
  class Scope {
   public:
    explicit Scope(CopyTally& tally);
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope();

   private:
    CopyTally* before_;
  };

 private:
  static std::size_t Index(Copy kind) { return static_cast<std::size_t>(kind); }

  std::array<std::atomic<std::size_t>, kCopyKinds> sums_{};
};

// Stands where bytes are written; counts nothing outside a scope.
void CountCopy(Copy kind, std::size_t bytes);

}  // namespace dsocr
