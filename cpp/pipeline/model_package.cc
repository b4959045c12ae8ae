#include "pipeline/model_package.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

#include "base/crc32.h"
#include "base/file.h"
#include "base/half.h"
#include "base/strings.h"
#include "pipeline/ini.h"

namespace dsocr::pipeline {
namespace {

constexpr int kFormat = 1;

// What the package's files have in common: to be read from disk and to be the ones that the numbers were measured on.
class PackageReader {
 public:
  PackageReader(std::string dir, Ini ini) : dir_(std::move(dir)), ini_(std::move(ini)) {}

  Expected<ModelPackage> Read() {
    ModelPackage package;
    package.dir = dir_;
    package.name = ini_.Text("", "name");
    ReadDetector(package);
    ReadRecognizer(package);
    if (ini_.HasSection("classifier")) ReadClassifier(package);
    if (error_) return std::unexpected(*error_);
    return package;
  }

 private:
  void ReadDetector(ModelPackage& package) {
    detect::DetectorOptions& options = package.detector;
    options.output_kind = static_cast<detect::OutputKind>(
        ini_.OneOf("detector", "output_kind", {"probability", "logits", "block_logits"}));
    options.block = ini_.Integer("detector", "block", 1, 32);
    options.db.threshold = Fraction("detector", "threshold");
    options.db.box_threshold = Fraction("detector", "box_threshold");
    options.db.unclip_ratio = static_cast<float>(ini_.Number("detector", "unclip_ratio", 0, 10));
    options.min_short_side = ini_.Integer("detector", "min_short_side", 32, 4096);
    options.normalization = ReadNormalization("detector");
    package.detector_file = ReadNetwork("detector");
  }

  void ReadRecognizer(ModelPackage& package) {
    recognize::RecognizerOptions& options = package.recognizer;
    options.output_kind =
        static_cast<recognize::OutputKind>(ini_.OneOf("recognizer", "output_kind", {"probability", "logits", "features"}));
    options.height = ini_.Integer("recognizer", "height", 8, 256);
    // A limit of memory may leave 1024 columns to a piece of a line (LineWidth), which overlaps the next by 16 steps.
    options.stride = ini_.Integer("recognizer", "stride", 1, 32);
    if (ini_.Has("recognizer", "stretch")) options.stretch = static_cast<float>(ini_.Number("recognizer", "stretch", 0.25, 4));
    options.normalization = ReadNormalization("recognizer");
    package.recognizer_file = ReadNetwork("recognizer");
    const std::vector<std::uint8_t> text = ReadChecked("recognizer", "charset", "charset_bytes", "charset_crc32");
    if (error_) return;
    auto charset = recognize::Charset::Parse({reinterpret_cast<const char*>(text.data()), text.size()},
                                             PathOf("recognizer", "charset"));
    if (charset) options.charset = *std::move(charset); else Keep(charset.error());
    options.lookalikes = recognize::Lookalikes::Of(options.charset);
    options.vowel_signs = recognize::VowelSigns::Of(options.charset);
    options.writing_order = recognize::WritingOrder::Of(options.charset);
    if (options.output_kind == recognize::OutputKind::kFeatures) ReadHead(options);
  }

  // The last layer, row by row, one a class. f16: half-precision weights, then a float of bias a class. i8: bytes, then
  // a scale a class and then a bias, both in half precision.
  void ReadHead(recognize::RecognizerOptions& options) {
    const bool in_bytes = ini_.OneOf("recognizer", "head_type", {"f16", "i8"}) == 1;
    const auto [classes, depth] = ini_.Two("recognizer", "head_dims");
    const std::vector<std::uint8_t> bytes = ReadChecked("recognizer", "head", "head_bytes", "head_crc32");
    if (error_) return;
    const std::size_t weights = static_cast<std::size_t>(classes) * depth;
    // Not in ints: model.ini may name any depth, and the sum must not wrap to the size of a small file.
    const std::size_t bytes_a_class = static_cast<std::size_t>(depth) * (in_bytes ? 1 : 2) + 4;
    if (classes != options.charset.classes() || bytes.size() != classes * bytes_a_class) {
      return Keep({ErrorCode::kModel, Concat(PathOf("recognizer", "head"), ": ", bytes.size(), " bytes for ", classes,
                                             " classes x ", depth, "; expected ", options.charset.classes(),
                                             " classes as in the charset, ", bytes_a_class, " bytes each")});
    }
    const std::vector<float> bias = in_bytes ? Halves(bytes, bytes.size() - classes * 2, classes)
                                             : Numbers<float>(bytes, bytes.size() - classes * 4, classes);
    auto head = in_bytes ? kernels::CtcHead::Create(Widened(bytes, classes, depth), bias, depth)
                         : kernels::CtcHead::Create(Numbers<std::uint16_t>(bytes, 0, weights), bias, depth);
    if (head) options.head = *std::move(head); else Keep(head.error());
  }

  template <typename T>
  static std::vector<T> Numbers(const std::vector<std::uint8_t>& bytes, std::size_t begin, std::size_t count) {
    std::vector<T> numbers(count);
    std::memcpy(numbers.data(), bytes.data() + begin, count * sizeof(T));
    return numbers;
  }

  static std::vector<float> Halves(const std::vector<std::uint8_t>& bytes, std::size_t begin, std::size_t count) {
    std::vector<float> numbers(count);
    std::ranges::transform(Numbers<std::uint16_t>(bytes, begin, count), numbers.begin(), FromHalf);
    return numbers;
  }

  // Bytes times the scale of their row.
  static std::vector<float> Widened(const std::vector<std::uint8_t>& bytes, int classes, int depth) {
    const std::size_t count = static_cast<std::size_t>(classes) * depth;
    const std::vector<float> scales = Halves(bytes, count, classes);
    std::vector<float> weights(count);
    for (std::size_t i = 0; i < count; ++i) weights[i] = scales[i / depth] * static_cast<std::int8_t>(bytes[i]);
    return weights;
  }

  void ReadClassifier(ModelPackage& package) {
    recognize::ClassifierOptions& options = package.classifier;
    options.height = ini_.Integer("classifier", "height", 8, 256);
    options.width = ini_.Integer("classifier", "width", 8, 4096);
    options.threshold = Fraction("classifier", "threshold");
    options.normalization = ReadNormalization("classifier");
    package.classifier_file = ReadNetwork("classifier");
  }

  float Fraction(const std::string& section, const std::string& key) {
    return static_cast<float>(ini_.Number(section, key, 0.0001, 0.9999));
  }

  // (channel / 255 - mean) / std, as one multiplication and one addition.
  kernels::Normalization ReadNormalization(const std::string& section) {
    const std::array<float, 3> mean = ini_.Three(section, "mean"), std = ini_.Three(section, "std");
    kernels::Normalization normalization;
    for (int c = 0; c < 3; ++c) {
      if (!(std[c] > 0)) ini_.Complain(section, "std", "three numbers above 0");
      normalization.scale[c] = 1 / (255 * std[c]);
      normalization.bias[c] = -mean[c] / std[c];
    }
    normalization.bgr = ini_.OneOf(section, "channels", {"rgb", "bgr"}) == 1;
    return normalization;
  }

  NetworkFile ReadNetwork(const std::string& section) {
    NetworkFile file{PathOf(section, "file"), ini_.Text(section, "input"), ini_.Text(section, "output"), {}, {}, {}};
    file.weights = static_cast<Weights>(ini_.OneOf(section, "weights", {"fp32", "fp16", "int8", "mixed"}));
    if (ini_.Has(section, "self_check")) file.self_check = ini_.Many(section, "self_check");
    file.bytes = ReadChecked(section, "file", "bytes", "crc32");
    return file;
  }

  std::string PathOf(const std::string& section, const std::string& key) {
    const std::string name = ini_.Text(section, key);
    if (!IsHere(name) && !IsBeside(name)) {
      ini_.Complain(section, key, "the name of a file in the same folder, or ../FOLDER/FILE of a model beside it");
    }
    return dir_ + "/" + name;
  }

  static bool IsHere(std::string_view name) { return name.find_first_of("/\\") == name.npos; }

  // A model may use a file of another one.
  static bool IsBeside(std::string_view name) {
    if (!name.starts_with("../")) return false;
    const auto slash = name.find('/', 3);
    if (slash == name.npos) return false;
    const std::string_view folder = name.substr(3, slash - 3);
    return !folder.empty() && folder != "." && folder != ".." && IsHere(folder) && IsHere(name.substr(slash + 1));
  }

  std::vector<std::uint8_t> ReadChecked(const std::string& section, const std::string& file_key,
                                        const std::string& bytes_key, const std::string& crc_key) {
    const std::string path = PathOf(section, file_key);
    const int size = ini_.Integer(section, bytes_key, 1, std::numeric_limits<int>::max());
    const std::uint32_t crc = ini_.Hex32(section, crc_key);
    if (ini_.error()) Keep(*ini_.error());
    if (error_) return {};
    auto bytes = ReadFile(path);
    if (!bytes) {
      Keep({ErrorCode::kModel, bytes.error().message});
      return {};
    }
    CheckBytes(path, *bytes, size, crc);
    return *std::move(bytes);
  }

  void CheckBytes(const std::string& path, const std::vector<std::uint8_t>& bytes, int size, std::uint32_t crc) {
    if (bytes.size() != static_cast<std::size_t>(size)) {
      return Keep({ErrorCode::kModel, Concat(path, ": ", bytes.size(), " bytes; expected ", size,
                                             " as its model.ini says")});
    }
    const std::uint32_t found = Crc32(bytes);
    if (found == crc) return;
    char text[64];
    std::snprintf(text, sizeof text, "CRC-32 %08x; expected %08x", found, crc);
    Keep({ErrorCode::kModel, Concat(path, ": ", text, " as its model.ini says; the file was changed")});
  }

  void Keep(Error error) {
    if (!error_) error_ = std::move(error);
  }

  std::string dir_;
  Ini ini_;
  std::optional<Error> error_;
};

}  // namespace

Expected<ModelPackage> LoadModelPackage(const std::string& dir) {
  const std::string path = dir + "/model.ini";
  const auto bytes = ReadFile(path);
  if (!bytes) {
    return Fail(ErrorCode::kModel, Concat(dir, " is not a model folder: ", bytes.error().message));
  }
  Ini ini({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path);
  const int format = ini.Integer("", "format", 0, std::numeric_limits<int>::max());
  if (ini.error()) return std::unexpected(*ini.error());
  if (format != kFormat) {
    return Fail(ErrorCode::kModel, Concat(path, ": format is ", format, "; this version reads format ", kFormat));
  }
  return PackageReader(dir, std::move(ini)).Read();
}

}  // namespace dsocr::pipeline
