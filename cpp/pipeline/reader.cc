#include "dsocr/reader.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "detect/detector.h"
#include "dsocr/system.h"
#include "engine/gpu.h"
#include "geometry/quad.h"
#include "pipeline/direction.h"
#include "pipeline/lanes.h"
#include "pipeline/model_package.h"
#include "pipeline/precision.h"
#include "pipeline/reading_order.h"
#include "recognize/line_classifier.h"
#include "recognize/recognizer.h"

namespace dsocr {
namespace {

using recognize::Crop;

// Above it a line was read with such confidence that it cannot stand upside down, and the classifier is not asked.
constexpr float kCertain = 0.85f;
// A line that runs as the rest of the page does may read worse by as much and is still preferred.
constexpr float kPageDirectionFavour = 0.1f;
// A larger JPEG is decoded at 1/2, 1/4 or 1/8: the detector never sees more, and letters that only the full size
// shows are below what the recogniser needs.
constexpr int kEnoughLongSide = 2000;
constexpr int kEnoughShortSide = 800;  // of a long screenshot, which is seen in tiles
constexpr int kMostThreadsByDefault = 4;
constexpr int kMostThreads = 64;

class Stopwatch {
 public:
  double Lap() {
    const auto now = Clock::now();
    return std::chrono::duration<double, std::milli>(now - std::exchange(start_, now)).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

Expected<void> CheckView(const ImageView& image, const std::string& name, const ReadOptions& options) {
  if (image.empty()) {
    return Fail(ErrorCode::kImage, Concat(name, ": ", image.width, " x ", image.height,
                                          " pixels; expected at least 1 x 1"));
  }
  const std::int64_t pixels = static_cast<std::int64_t>(image.width) * image.height;
  if (pixels > options.max_pixels) {
    return Fail(ErrorCode::kImage, Concat(name, ": ", image.width, " x ", image.height, " is ", pixels,
                                          " pixels; expected at most ", options.max_pixels));
  }
  return {};
}

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

// A GPU is one device: lanes would wait for each other on it, and each would prepare the kernels and hold the weights
// again.
int ThreadsFor(int wanted, Backend backend) {
  if (backend != Backend::kCpu) return 1;
  if (wanted > 0) return wanted;
  return std::clamp(Cpu().logical_cpus, 1, kMostThreadsByDefault);
}

// Lines, by index, and the crops that they are to be read from once more.
struct SecondReadings {
  std::vector<std::size_t> lines;
  std::vector<Crop> crops;

  void Add(std::size_t line, const Crop& crop) {
    lines.push_back(line);
    crops.push_back(crop);
  }
};

std::vector<Quad> QuadsOf(const std::vector<Line>& lines) {
  std::vector<Quad> quads;
  for (const Line& line : lines) quads.push_back(line.quad);
  return quads;
}

std::vector<Line> InReadingOrder(std::vector<Line> lines) {
  std::vector<Line> ordered;
  for (const int i : pipeline::ReadingOrder(QuadsOf(lines))) ordered.push_back(std::move(lines[i]));
  return ordered;
}

void ScaleLine(Line& line, float x_factor, float y_factor) {
  line.quad = geometry::Scaled(line.quad, x_factor, y_factor);
  for (Word& word : line.words) word.quad = geometry::Scaled(word.quad, x_factor, y_factor);
  for (Word& character : line.characters) character.quad = geometry::Scaled(character.quad, x_factor, y_factor);
}

// From the pixels that were decoded to those of the file.
void MapToSource(Page& page, const Decoded& decoded) {
  page.width = decoded.source_width;
  page.height = decoded.source_height;
  const float x_factor = static_cast<float>(decoded.source_width) / static_cast<float>(decoded.image.width());
  const float y_factor = static_cast<float>(decoded.source_height) / static_cast<float>(decoded.image.height());
  if (x_factor == 1 && y_factor == 1) return;
  for (Line& line : page.lines) ScaleLine(line, x_factor, y_factor);
}

DecodeOptions DecodeOptionsFor(const ReadOptions& options) {
  return {.max_pixels = options.max_pixels, .enough_long_side = kEnoughLongSide,
          .enough_short_side = kEnoughShortSide};
}

}  // namespace

struct Reader::Impl {
  pipeline::ModelPackage package;
  pipeline::PrecisionChoice precision;
  std::string device = NameOf(Backend::kCpu);
  std::unique_ptr<pipeline::Lanes> lanes;

  using Opened = Expected<std::unique_ptr<Impl>>;
  static Opened Open(const std::string& model_dir, const ReaderOptions& options);
  static Opened OpenUnchecked(const std::string& model_dir, const ReaderOptions& options);
  static Opened OpenChecked(const std::string& model_dir, const ReaderOptions& options);
  Expected<Page> ReadPage(const ImageView& image, const ReadOptions& options) const;
  Expected<Page> ReadDecoded(Expected<Decoded> decoded, double decode_ms, const ReadOptions& options) const;
  Expected<std::vector<Detection>> DetectWith(pipeline::Lane& own, const ImageView& image,
                                              const ReadOptions& options) const;
  Expected<std::vector<Line>> RecognizeWith(pipeline::Lane& own, std::span<const Crop> crops) const;
  Expected<std::vector<Line>> ReadCrops(pipeline::Lane& own, std::span<const Crop> crops, const ReadOptions& options,
                                        StageTimes& times) const;
  Expected<void> ReadAgain(pipeline::Lane& own, const SecondReadings& again, float favour,
                           std::vector<Line>& lines) const;
  Expected<void> TurnUpsideDownLines(pipeline::Lane& own, std::span<const Crop> crops,
                                     std::vector<Line>& lines) const;
  Expected<void> ReadStraysAlong(pipeline::Lane& own, const ImageView& image, std::vector<Line>& lines) const;
};

Expected<std::vector<Detection>> Reader::Impl::DetectWith(pipeline::Lane& own, const ImageView& image,
                                                          const ReadOptions& options) const {
  const auto wide = lanes->TryWideDetector();
  engine::Model& model = wide.get() != nullptr ? *wide.get() : own.detector;
  return detect::Detect(model, package.detector, image, options.max_side);
}

Expected<std::vector<Line>> Reader::Impl::RecognizeWith(pipeline::Lane& own, std::span<const Crop> crops) const {
  const std::vector<recognize::Run> runs = recognize::PlanCrops(crops, package.recognizer);
  std::vector<Line> lines(crops.size());
  auto done = lanes->ForEach(own, static_cast<int>(runs.size()), [&](int i, pipeline::Lane& lane) -> Expected<void> {
    const auto [index, width] = runs[i];
    auto line = recognize::RecognizeCrop(lane.recognizer, package.recognizer, crops[index], width);
    if (!line) return std::unexpected(line.error());
    lines[index] = *std::move(line);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return lines;
}

// Each crop once more, as `again` says; the better reading stays, the new one being taken for better by `favour`.
Expected<void> Reader::Impl::ReadAgain(pipeline::Lane& own, const SecondReadings& again, float favour,
                                       std::vector<Line>& lines) const {
  auto read = RecognizeWith(own, again.crops);
  if (!read) return std::unexpected(read.error());
  for (std::size_t i = 0; i < read->size(); ++i) {
    Line& line = lines[again.lines[i]];
    if ((*read)[i].confidence + favour > line.confidence) line = std::move((*read)[i]);
  }
  return {};
}

// Text that is upside down reads badly, so only lines that read badly are shown to the classifier.
Expected<void> Reader::Impl::TurnUpsideDownLines(pipeline::Lane& own, std::span<const Crop> crops,
                                                 std::vector<Line>& lines) const {
  SecondReadings turned;
  for (std::size_t i = 0; i < crops.size(); ++i) {
    if (lines[i].confidence >= kCertain) continue;
    const Expected<bool> upside_down = recognize::IsUpsideDown(*own.classifier, package.classifier, crops[i]);
    if (!upside_down) return std::unexpected(upside_down.error());
    if (*upside_down) turned.Add(i, {crops[i].image, geometry::StartingAt(crops[i].quad, 2)});
  }
  return ReadAgain(own, turned, 0, lines);
}

// Lines that run against the rest of the page were perhaps read from the wrong side: short ones on a page that lies on
// its side, and digits that look like others when they stand on their heads.
Expected<void> Reader::Impl::ReadStraysAlong(pipeline::Lane& own, const ImageView& image,
                                             std::vector<Line>& lines) const {
  std::vector<Quad> sure;
  for (const Line& line : lines) {
    if (line.confidence >= kCertain) sure.push_back(line.quad);
  }
  const Point direction = pipeline::MainDirection(sure);
  SecondReadings strays;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Quad along = pipeline::ReadAlong(lines[i].quad, direction);
    if (along != lines[i].quad) strays.Add(i, {image, along});
  }
  return ReadAgain(own, strays, kPageDirectionFavour, lines);
}

Expected<std::vector<Line>> Reader::Impl::ReadCrops(pipeline::Lane& own, std::span<const Crop> crops,
                                                    const ReadOptions& options, StageTimes& times) const {
  Stopwatch stopwatch;
  auto lines = RecognizeWith(own, crops);
  times.recognize = stopwatch.Lap();
  if (!lines || !options.classify || !package.classifier_file) return lines;
  auto turned = TurnUpsideDownLines(own, crops, *lines);
  times.classify = stopwatch.Lap();
  if (!turned) return std::unexpected(turned.error());
  return lines;
}

Expected<Page> Reader::Impl::ReadPage(const ImageView& image, const ReadOptions& options) const {
  const auto own = lanes->Take();
  Stopwatch whole, stage;
  Page page;
  page.width = image.width;
  page.height = image.height;
  const auto detections = DetectWith(*own, image, options);
  if (!detections) return std::unexpected(detections.error());
  page.elapsed_ms.detect = stage.Lap();

  std::vector<Crop> crops;
  for (const Detection& detection : *detections) crops.push_back({image, detection.quad});
  auto lines = ReadCrops(*own, crops, options, page.elapsed_ms);
  if (!lines) return std::unexpected(lines.error());
  if (options.classify) {
    stage.Lap();
    if (auto read = ReadStraysAlong(*own, image, *lines); !read) return std::unexpected(read.error());
    page.elapsed_ms.classify += stage.Lap();
  }
  std::erase_if(*lines, [&](const Line& line) {
    return line.text.empty() || line.confidence < options.min_confidence;
  });
  page.lines = InReadingOrder(*std::move(lines));
  page.elapsed_ms.total = whole.Lap();
  return page;
}

Expected<Page> Reader::Impl::ReadDecoded(Expected<Decoded> decoded, double decode_ms,
                                         const ReadOptions& options) const {
  if (!decoded) return std::unexpected(decoded.error());
  auto page = ReadPage(decoded->image.view(), options);
  if (!page) return page;
  MapToSource(*page, *decoded);
  page->elapsed_ms.decode = decode_ms;
  page->elapsed_ms.total += decode_ms;
  return page;
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Reader::Impl::Opened Reader::Impl::OpenUnchecked(const std::string& model_dir, const ReaderOptions& options) {
  auto impl = std::make_unique<Impl>();
  std::optional<engine::Gpu> gpu;
  if (options.backend != Backend::kCpu) {
    auto found = engine::FindGpu(options.backend);
    if (!found) return std::unexpected(found.error());
    gpu = *std::move(found);
    impl->device = Concat(NameOf(options.backend), " (", gpu->name, ")");
  }
  auto package = pipeline::LoadModelPackage(model_dir);
  if (!package) return std::unexpected(package.error());
  impl->package = *std::move(package);
  auto precision = pipeline::ChoosePrecision(options.precision, impl->package.recognizer_file.weights,
                                             gpu ? &*gpu : nullptr);
  if (!precision) return std::unexpected(precision.error());
  impl->precision = *std::move(precision);
  auto lanes = pipeline::Lanes::Open(impl->package, ThreadsFor(options.threads, options.backend), impl->precision,
                                     options.backend);
  if (!lanes) return std::unexpected(lanes.error());
  impl->lanes = *std::move(lanes);
  return impl;
}

// A CPU is trusted where the caller chose the arithmetic; a GPU never is.
Reader::Impl::Opened Reader::Impl::OpenChecked(const std::string& model_dir, const ReaderOptions& options) {
  auto impl = OpenUnchecked(model_dir, options);
  if (!impl) return impl;
  const bool on_cpu = options.backend == Backend::kCpu;
  const pipeline::PrecisionChoice precision = (*impl)->precision;
  if (on_cpu && (options.precision != Precision::kAuto || precision.IsFull())) return impl;

  pipeline::Lanes& lanes = *(*impl)->lanes;
  const auto right = on_cpu ? lanes.PassSelfCheck((*impl)->package) : lanes.PassSelfCheckGrown((*impl)->package);
  if (!right) return std::unexpected(right.error());
  if (*right) return impl;
  if (precision.IsFull()) return Fail(ErrorCode::kModel, Concat((*impl)->device, " failed its self-check"));
  ReaderOptions careful = options;
  careful.precision = Precision::kFp32;
  auto safe = OpenChecked(model_dir, careful);
  if (!safe) return safe;
  (*safe)->precision.description += Concat(" (", precision.description, " failed its self-check on this ",
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
    if (options.threads < 0 || options.threads > kMostThreads) {
      return Fail(ErrorCode::kInvalidArgument, Concat("threads is ", options.threads, "; expected 0 (automatic) to ",
                                                      kMostThreads));
    }
    auto impl = Impl::Open(model_dir, options);
    if (!impl) return std::unexpected(impl.error());
    return Reader(*std::move(impl));
  });
}

Expected<Page> Reader::Read(const ImageView& image, const ReadOptions& options) const {
  return Guarded("image", [&]() -> Expected<Page> {
    if (auto valid = CheckView(image, "image", options); !valid) return std::unexpected(valid.error());
    return impl_->ReadPage(image, options);
  });
}

Expected<Page> Reader::ReadFile(const std::string& path, const ReadOptions& options) const {
  return Guarded(path, [&] {
    Stopwatch stopwatch;
    auto decoded = DecodeImageFile(path, DecodeOptionsFor(options));
    return impl_->ReadDecoded(std::move(decoded), stopwatch.Lap(), options);
  });
}

Expected<Page> Reader::ReadBytes(std::span<const std::uint8_t> bytes, const std::string& name,
                                 const ReadOptions& options) const {
  return Guarded(name, [&] {
    Stopwatch stopwatch;
    auto decoded = DecodeImage(bytes, name, DecodeOptionsFor(options));
    return impl_->ReadDecoded(std::move(decoded), stopwatch.Lap(), options);
  });
}

Expected<std::vector<Detection>> Reader::Detect(const ImageView& image, const ReadOptions& options) const {
  return Guarded("image", [&]() -> Expected<std::vector<Detection>> {
    if (auto valid = CheckView(image, "image", options); !valid) return std::unexpected(valid.error());
    const auto own = impl_->lanes->Take();
    return impl_->DetectWith(*own, image, options);
  });
}

Expected<std::vector<Line>> Reader::Recognize(std::span<const ImageView> images, const ReadOptions& options) const {
  return Guarded("crops", [&]() -> Expected<std::vector<Line>> {
    std::vector<Crop> crops;
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (auto valid = CheckView(images[i], Concat("crop ", i), options); !valid) {
        return std::unexpected(valid.error());
      }
      crops.push_back(recognize::WholeImage(images[i]));
    }
    const auto own = impl_->lanes->Take();
    StageTimes times;
    return impl_->ReadCrops(*own, crops, options, times);
  });
}

ReaderInfo Reader::Info() const {
  return {.model = impl_->package.name,
          .model_dir = impl_->package.dir,
          .precision = impl_->precision.description,
          .device = impl_->device,
          .backend = KernelBackend(),
          .threads = impl_->lanes->threads()};
}

}  // namespace dsocr
