// The door of the library: open a model folder once, read many pictures, from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsocr/error.h"
#include "dsocr/image.h"
#include "dsocr/page.h"
#include "dsocr/system.h"

namespace dsocr {

// How the networks compute. kAuto takes the fastest that this CPU runs well and falls back to fp32 when a
// self-check at load finds wrong or non-finite output.
enum class Precision { kAuto, kFp32, kFp16, kInt8 };

inline constexpr int kBigCores = -1;  // of ReaderOptions::threads

struct ReaderOptions {
  // How many work at one time, whoever calls. 0: as many as there are CPUs to run on, at most 4. kBigCores: as many as
  // there are fast ones (all, where they are equal), and kept to them while they work.
  int threads = 0;
  Precision precision = Precision::kAuto;
  // > 0: this process shall not take more, as far as this reader can help it. Fewer threads, then a smaller detector's
  // input; an error where even that is too much. What others in the process take later is not known to it.
  int memory_limit_mb = 0;
  // A graphics processor that is not there, or computes something else than it should, is replaced by the CPU, and
  // Reader::Info says why. On one, a reader reads one picture at a time, whatever `threads` says.
  Backend backend = Backend::kCpu;
};

struct ReadOptions {
  bool classify = true;            // turn lines that stand upside down
  float min_confidence = 0.7f;     // lines under it are left out
  int max_side = 0;                // > 0: the detector's longer side is at most this many pixels
  int budget_ms = 0;               // > 0: what does not fit into so much time is left out: Page::left_out
  std::int64_t max_pixels = 200'000'000;
  // For this picture in place of the model's own: a box whose mean probability is under the one is dropped, 0 to 1, and
  // a box grows from the text's core by the other, 0 to 10.
  std::optional<float> box_threshold{};
  std::optional<float> unclip_ratio{};
};

// What `info` shows.
struct ReaderInfo {
  std::string model;        // the package's name
  std::string model_dir;
  std::string precision;    // "fp32", "fp16", "fp32 + int8", ..., with the reason when a faster one was refused
  std::string device;       // "cpu", "opencl (Mali-G610)", ..., with the reason when another was asked for
  std::string backend;      // kernels in use: "scalar", "neon", ...
  int threads = 0;
  std::vector<int> cpus;    // that the threads keep to; empty: wherever the system puts them
};

// A part of a picture that detection found.
struct Detection {
  Quad quad;
  float confidence = 0;
};

class Reader {
 public:
  // `model_dir` holds `model.ini` and the files that it names.
  static Expected<Reader> Open(const std::string& model_dir, const ReaderOptions& options = {});

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // All of these may be called from several threads at once.
  Expected<Page> Read(const ImageView& image, const ReadOptions& options = {}) const;
  Expected<Page> ReadFile(const std::string& path, const ReadOptions& options = {}) const;
  Expected<Page> ReadBytes(std::span<const std::uint8_t> bytes, const std::string& name,
                           const ReadOptions& options = {}) const;

  Expected<std::vector<Detection>> Detect(const ImageView& image, const ReadOptions& options = {}) const;
  // Each crop is one line of text, upright. The result has one Line a crop, empty text where none was read.
  Expected<std::vector<Line>> Recognize(std::span<const ImageView> crops, const ReadOptions& options = {}) const;

  ReaderInfo Info() const;

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dsocr
