#include "dsocr/reader.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "base/cpu_topology.h"
#include "base/file.h"
#include "base/strings.h"
#include "dsocr/system.h"
#include "engine/gpu.h"
#include "pipeline/checks.h"
#include "pipeline/parts.h"
#include "pipeline/reading.h"
#include "pipeline/stopwatch.h"

namespace dsocr {
namespace {

using pipeline::CheckOptions;
using pipeline::CheckView;
using pipeline::kMostThreads;
using pipeline::Reading;
using recognize::Crop;

constexpr int kMostThreadsByDefault = 4;

// What the standard library throws becomes a value here, and nowhere else.
template <typename Work>
auto Guarded(const std::string& name, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Fail(ErrorCode::kInternal, Concat(name, ": not enough memory"));
  } catch (const std::exception& problem) {
    return Fail(ErrorCode::kInternal, Concat(name, ": ", problem.what()));
  }
}

// A reading with options that were checked.
template <typename Work>
auto GuardedReading(pipeline::Parts& parts, const std::string& name, const ReadOptions& options, Work work)
    -> decltype(work()) {
  return Guarded(name, [&]() -> decltype(work()) {
    if (auto valid = CheckOptions(options); !valid) return std::unexpected(valid.error());
    if (parts.lanes->AreAllLost()) {
      return Fail(ErrorCode::kInternal, Concat(name, ": this process was forked while other threads kept all of the "
                                                     "reader busy; expected a reader that was opened after the fork"));
    }
    return work();
  });
}

// No CPUs: wherever the system puts the threads.
struct Crew {
  int threads = 1;
  std::vector<int> cpus;
};

// A GPU is one device: lanes would wait for each other on it, and each would prepare the kernels and hold the weights
// again.
Crew CrewFor(int wanted, Backend backend) {
  if (backend != Backend::kCpu) return {.threads = 1, .cpus = {}};
  if (wanted > 0) return {.threads = wanted, .cpus = {}};
  if (wanted == 0) return {.threads = std::clamp(Cpu().logical_cpus, 1, kMostThreadsByDefault), .cpus = {}};
  std::vector<int> big = BigCpus();
  const int count = std::clamp(static_cast<int>(big.size()), 1, kMostThreads);
  if (big == AllowedCpus()) big.clear();
  return {.threads = count, .cpus = std::move(big)};
}

}  // namespace

struct Reader::Impl {
  pipeline::Parts parts;
  std::string device = NameOf(Backend::kCpu);

  using Opened = Expected<std::unique_ptr<Impl>>;
  static Opened Open(const std::string& model_dir, const ReaderOptions& options);
  static Opened OpenUnchecked(const std::string& model_dir, const ReaderOptions& options);
  static Opened OpenChecked(const std::string& model_dir, const ReaderOptions& options);
};

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}

// A forked child has the reader but not its threads: to wait for those would be to wait for ever.
Reader::~Reader() {
  if (impl_ && !impl_->parts.lanes->AreOfThisProcess()) (void)impl_.release();
}

Reader::Impl::Opened Reader::Impl::OpenUnchecked(const std::string& model_dir, const ReaderOptions& options) {
  auto impl = std::make_unique<Impl>();
  pipeline::Parts& parts = impl->parts;
  std::optional<engine::Gpu> gpu;
  if (options.backend != Backend::kCpu) {
    auto found = engine::FindGpu(options.backend);
    if (!found) return std::unexpected(found.error());
    gpu = *std::move(found);
    impl->device = Concat(NameOf(options.backend), " (", gpu->name, ")");
  }
  auto package = pipeline::LoadModelPackage(model_dir);
  if (!package) return std::unexpected(package.error());
  parts.package = *std::move(package);
  auto precision = pipeline::ChoosePrecision(options.precision, parts.package.recognizer_file.weights,
                                             gpu ? &*gpu : nullptr);
  if (!precision) return std::unexpected(precision.error());
  parts.precision = *std::move(precision);
  const Crew crew = CrewFor(options.threads, options.backend);
  auto lanes = pipeline::Lanes::Open(parts.package, parts.precision, options.backend, crew.cpus);
  if (!lanes) return std::unexpected(lanes.error());
  parts.lanes = *std::move(lanes);
  auto memory = pipeline::PlanMemory(options.memory_limit_mb * std::int64_t{1'000'000}, MemoryBytes(), crew.threads);
  if (!memory) return std::unexpected(memory.error());
  parts.memory = *memory;
  parts.package.recognizer.max_width = memory->LineWidth(parts.package.recognizer.max_width);
  if (auto grown = parts.lanes->Grow(memory->threads, memory->wide_detector); !grown) {
    return std::unexpected(grown.error());
  }
  return impl;
}

// A CPU is trusted where the caller chose the arithmetic; a GPU never is.
Reader::Impl::Opened Reader::Impl::OpenChecked(const std::string& model_dir, const ReaderOptions& options) {
  auto impl = OpenUnchecked(model_dir, options);
  if (!impl) return impl;
  const bool on_cpu = options.backend == Backend::kCpu;
  const pipeline::PrecisionChoice precision = (*impl)->parts.precision;
  if (on_cpu && (options.precision != Precision::kAuto || precision.IsFull())) return impl;

  const pipeline::ModelPackage& package = (*impl)->parts.package;
  pipeline::Lanes& lanes = *(*impl)->parts.lanes;
  const auto right = on_cpu ? lanes.PassSelfCheck(package) : lanes.PassSelfCheckGrown(package);
  if (!right) return std::unexpected(right.error());
  if (*right) return impl;
  if (precision.IsFull()) return Fail(ErrorCode::kModel, Concat((*impl)->device, " failed its self-check"));
  impl->reset();  // before the next one counts what the process holds
  ReaderOptions careful = options;
  careful.precision = Precision::kFp32;
  auto safe = OpenChecked(model_dir, careful);
  if (!safe) return safe;
  (*safe)->parts.precision.description += Concat(" (", precision.description, " failed its self-check on this ",
                                           on_cpu ? "CPU)" : "GPU)");
  return safe;
}

// Whatever keeps a GPU from reading, the CPU reads instead.
Reader::Impl::Opened Reader::Impl::Open(const std::string& model_dir, const ReaderOptions& options) {
  auto impl = OpenChecked(model_dir, options);
  if (options.backend == Backend::kCpu || impl || impl.error().code == ErrorCode::kInvalidArgument) return impl;
  ReaderOptions on_cpu = options;
  on_cpu.backend = Backend::kCpu;
  auto safe = OpenChecked(model_dir, on_cpu);
  if (safe) (*safe)->device += Concat(" (", impl.error().message, ")");
  return safe;
}

Expected<Reader> Reader::Open(const std::string& model_dir, const ReaderOptions& options) {
  return Guarded(model_dir, [&]() -> Expected<Reader> {
    if (auto valid = CheckOptions(options); !valid) return std::unexpected(valid.error());
    auto impl = Impl::Open(model_dir, options);
    if (!impl) return std::unexpected(impl.error());
    return Reader(*std::move(impl));
  });
}

Expected<Page> Reader::Read(const ImageView& image, const ReadOptions& options) const {
  return GuardedReading(impl_->parts, "image", options, [&]() -> Expected<Page> {
    if (auto valid = CheckView(image, "image", options); !valid) return std::unexpected(valid.error());
    return Reading(impl_->parts, options).OfPixels(image);
  });
}

Expected<Page> Reader::ReadFile(const std::string& path, const ReadOptions& options) const {
  return GuardedReading(impl_->parts, path, options, [&]() -> Expected<Page> {
    pipeline::Stopwatch stopwatch;
    const auto bytes = dsocr::ReadFile(path);
    if (!bytes) return std::unexpected(bytes.error());
    return Reading(impl_->parts, options, stopwatch.Lap()).OfFile(*bytes, path);
  });
}

Expected<Page> Reader::ReadBytes(std::span<const std::uint8_t> bytes, const std::string& name,
                                 const ReadOptions& options) const {
  return GuardedReading(impl_->parts, name, options,
                        [&] { return Reading(impl_->parts, options).OfFile(bytes, name); });
}

Expected<std::vector<Detection>> Reader::Detect(const ImageView& image, const ReadOptions& options) const {
  return GuardedReading(impl_->parts, "image", options, [&]() -> Expected<std::vector<Detection>> {
    if (auto valid = CheckView(image, "image", options); !valid) return std::unexpected(valid.error());
    return Reading(impl_->parts, options).Detect(image);
  });
}

Expected<std::vector<Line>> Reader::Recognize(std::span<const ImageView> images, const ReadOptions& options) const {
  return GuardedReading(impl_->parts, "crops", options, [&]() -> Expected<std::vector<Line>> {
    std::vector<Crop> crops;
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (auto valid = CheckView(images[i], Concat("crop ", i), options); !valid) {
        return std::unexpected(valid.error());
      }
      crops.push_back(recognize::WholeImage(images[i]));
    }
    return Reading(impl_->parts, options).Recognize(crops);
  });
}

ReaderInfo Reader::Info() const {
  const pipeline::Parts& parts = impl_->parts;
  return {.model = parts.package.name,
          .model_dir = parts.package.dir,
          .precision = parts.precision.description,
          .device = impl_->device,
          .backend = KernelBackend(),
          .threads = parts.lanes->threads(),
          .cpus = parts.lanes->cpus()};
}

}  // namespace dsocr
