// The Reader: every method converts, lets the GIL go, calls, and converts back.
#include "dsocr/reader.h"

#include <deque>
#include <optional>

#include "bindings/bindings.h"
#include "bindings/errors.h"
#include "bindings/page.h"
#include "bindings/pixels.h"

namespace dsocr::bindings {
namespace {

Reader Open(const std::string& model_dir, int threads, Precision precision, int memory_limit_mb, Backend backend) {
  ReaderOptions options;
  options.threads = threads;
  options.precision = precision;
  options.memory_limit_mb = memory_limit_mb;
  options.backend = backend;
  return CallWithoutGil([&] { return Reader::Open(model_dir, options); });
}

py::tuple ReadFile(const Reader& reader, const std::string& path, const ReadOptions& options) {
  return ToPython(CallWithoutGil([&] { return reader.ReadFile(path, options); }));
}

py::tuple ReadBytes(const Reader& reader, const py::bytes& data, const std::string& name,
                    const ReadOptions& options) {
  const auto bytes = BytesOf(data);
  return ToPython(CallWithoutGil([&] { return reader.ReadBytes(bytes, name, options); }));
}

py::tuple ReadPixels(const Reader& reader, py::handle image, const std::string& name, const ReadOptions& options) {
  const Pixels pixels(image, name, Alpha::kOverWhite, &options);
  return ToPython(CallWithoutGil([&] { return reader.Read(pixels.view(), options); }));
}

py::list Detect(const Reader& reader, py::handle image, const std::string& name, const ReadOptions& options) {
  const Pixels pixels(image, name, Alpha::kOverWhite, &options);
  const auto detections = CallWithoutGil([&] { return reader.Detect(pixels.view(), options); });
  py::list result;
  for (const Detection& detection : detections) {
    result.append(py::make_tuple(ToPython(detection.quad), RoundConfidence(detection.confidence)));
  }
  return result;
}

py::list Recognize(const Reader& reader, const py::sequence& crops, const ReadOptions& options) {
  std::deque<Pixels> pixels;  // never moves what it holds
  std::vector<ImageView> views;
  for (const py::object crop : crops) {  // owned: a sequence may make its items as they are asked for
    const auto& held = pixels.emplace_back(crop, "crops[" + std::to_string(pixels.size()) + "]",
                                            Alpha::kOverWhite, &options);
    views.push_back(held.view());
  }
  return ToPython(CallWithoutGil([&] { return reader.Recognize(views, options); }));
}

py::dict Info(const Reader& reader) {
  const ReaderInfo info = reader.Info();
  py::dict result;
  result["model"] = info.model;
  result["model_dir"] = py::reinterpret_steal<py::str>(PyUnicode_DecodeFSDefault(info.model_dir.c_str()));
  result["precision"] = info.precision;
  result["device"] = info.device;
  result["backend"] = info.backend;
  result["threads"] = info.threads;
  result["cpus"] = info.cpus;
  return result;
}

ReadOptions Options(bool classify, float min_confidence, int max_side, int budget_ms, std::int64_t max_pixels,
                    std::optional<float> box_threshold, std::optional<float> unclip_ratio) {
  ReadOptions options;
  options.classify = classify;
  options.min_confidence = min_confidence;
  options.max_side = max_side;
  options.budget_ms = budget_ms;
  options.max_pixels = max_pixels;
  options.box_threshold = box_threshold;
  options.unclip_ratio = unclip_ratio;
  return options;
}

void BindOptions(py::module_& module) {
  const ReadOptions defaults;
  py::enum_<Precision>(module, "Precision")
      .value("AUTO", Precision::kAuto)
      .value("FP32", Precision::kFp32)
      .value("FP16", Precision::kFp16)
      .value("INT8", Precision::kInt8);
  py::enum_<Backend>(module, "Backend")
      .value("CPU", Backend::kCpu)
      .value("OPENCL", Backend::kOpenCl)
      .value("VULKAN", Backend::kVulkan);
  py::class_<ReadOptions>(module, "ReadOptions", "How one picture is read; see dsocr_native.Reader.read.")
      .def(py::init(&Options), py::kw_only(), py::arg("classify") = defaults.classify,
           py::arg("min_confidence") = defaults.min_confidence, py::arg("max_side") = defaults.max_side,
           py::arg("budget_ms") = defaults.budget_ms, py::arg("max_pixels") = defaults.max_pixels,
           py::arg("box_threshold") = defaults.box_threshold, py::arg("unclip_ratio") = defaults.unclip_ratio)
      .def_readonly("classify", &ReadOptions::classify)
      .def_readonly("min_confidence", &ReadOptions::min_confidence)
      .def_readonly("max_side", &ReadOptions::max_side)
      .def_readonly("budget_ms", &ReadOptions::budget_ms)
      .def_readonly("max_pixels", &ReadOptions::max_pixels)
      .def_readonly("box_threshold", &ReadOptions::box_threshold)
      .def_readonly("unclip_ratio", &ReadOptions::unclip_ratio);
}

}  // namespace

void BindReader(py::module_& module) {
  BindOptions(module);
  module.attr("BIG_CORES") = kBigCores;
  py::class_<Reader>(module, "Reader", "A model folder, opened. All methods may be called from several threads.")
      .def(py::init(&Open), py::arg("model_dir"), py::arg("threads") = 0, py::arg("precision") = Precision::kAuto,
           py::arg("memory_limit_mb") = 0, py::arg("backend") = Backend::kCpu)
      .def("read_file", &ReadFile, py::arg("path"), py::arg("options"))
      .def("read_bytes", &ReadBytes, py::arg("data"), py::arg("name"), py::arg("options"))
      .def("read_pixels", &ReadPixels, py::arg("image"), py::arg("name"), py::arg("options"))
      .def("detect", &Detect, py::arg("image"), py::arg("name"), py::arg("options"))
      .def("recognize", &Recognize, py::arg("crops"), py::arg("options"))
      .def("info", &Info);
}

}  // namespace dsocr::bindings
