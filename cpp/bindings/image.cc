// Images of our own: decoded from bytes, shown to Python by the buffer protocol, encoded again.
#include "bindings/bindings.h"
#include "bindings/errors.h"
#include "bindings/pixels.h"
#include "dsocr/image.h"

namespace dsocr::bindings {
namespace {

DecodeOptions Options(int enough_long_side, std::int64_t max_pixels) {
  DecodeOptions options;
  options.enough_long_side = enough_long_side;
  options.max_pixels = max_pixels;
  return options;
}

Decoded Decode(const py::bytes& data, const std::string& name, int enough_long_side, std::int64_t max_pixels) {
  const auto bytes = BytesOf(data);
  return CallWithoutGil([&] { return DecodeImage(bytes, name, Options(enough_long_side, max_pixels)); });
}

Decoded DecodeFile(const std::string& path, int enough_long_side, std::int64_t max_pixels) {
  return CallWithoutGil([&] { return DecodeImageFile(path, Options(enough_long_side, max_pixels)); });
}

py::bytes Encode(const py::buffer& image, const std::string& format, int jpeg_quality) {
  const Pixels pixels(image, "image");
  const auto bytes = CallWithoutGil([&] { return EncodeImage(pixels.view(), format, jpeg_quality); });
  return py::bytes(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void Write(const std::string& path, const py::buffer& image, int jpeg_quality) {
  const Pixels pixels(image, "image");
  CallWithoutGil([&] { return WriteImageFile(path, pixels.view(), jpeg_quality); });
}

py::buffer_info Expose(Decoded& decoded) {
  Image& image = decoded.image;
  const py::ssize_t channels = ChannelsOf(image.format());
  return py::buffer_info(image.data(), 1, py::format_descriptor<std::uint8_t>::format(), 3,
                         {py::ssize_t{image.height()}, py::ssize_t{image.width()}, channels},
                         {py::ssize_t{image.stride()}, channels, py::ssize_t{1}}, /*readonly=*/true);
}

}  // namespace

void BindImage(py::module_& module) {
  const std::int64_t max_pixels = DecodeOptions().max_pixels;
  py::class_<Decoded>(module, "Image", py::buffer_protocol(),
                      "Upright pixels by the buffer protocol: H x W x {1, 3} of uint8, grey or RGB.")
      .def_property_readonly("width", [](const Decoded& self) { return self.image.width(); })
      .def_property_readonly("height", [](const Decoded& self) { return self.image.height(); })
      .def_readonly("source_width", &Decoded::source_width)
      .def_readonly("source_height", &Decoded::source_height)
      .def_buffer(&Expose);
  module.def("decode", &Decode, py::arg("data"), py::arg("name") = "bytes", py::arg("enough_long_side") = 0,
             py::arg("max_pixels") = max_pixels);
  module.def("decode_file", &DecodeFile, py::arg("path"), py::arg("enough_long_side") = 0,
             py::arg("max_pixels") = max_pixels);
  module.def("encode", &Encode, py::arg("image"), py::arg("format"), py::arg("jpeg_quality") = 90);
  module.def("write", &Write, py::arg("path"), py::arg("image"), py::arg("jpeg_quality") = 90);
}

}  // namespace dsocr::bindings
