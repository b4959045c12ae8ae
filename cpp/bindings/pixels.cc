#include "bindings/pixels.h"

#include <algorithm>
#include <limits>
#include <sstream>
#include <string_view>

#include "bindings/errors.h"
#include "draw/draw.h"
#include "pipeline/checks.h"

namespace dsocr::bindings {
namespace {

constexpr const char* kExpected =
    "expected H x W (grey), H x W x 1, H x W x 3 (RGB) or H x W x 4 (RGBA) of unsigned bytes (uint8)";

// numpy's name for a format of the struct module, or the format itself.
std::string TypeName(const std::string& format) {
  const std::string code = format.substr(std::min(format.size(), format.find_first_not_of("@=<>!|")));
  if (code == "?") return "bool";
  if (code == "b") return "int8";
  if (code == "B") return "uint8";
  if (code == "h") return "int16";
  if (code == "H") return "uint16";
  if (code == "i") return "int32";
  if (code == "I") return "uint32";
  if (code == "l" || code == "q") return "int64";
  if (code == "L" || code == "Q") return "uint64";
  if (code == "e") return "float16";
  if (code == "f") return "float32";
  if (code == "d") return "float64";
  return "'" + format + "'";
}

std::string Describe(const py::buffer_info& buffer) {
  std::ostringstream text;
  text << "an array of ";
  for (py::ssize_t i = 0; i < buffer.ndim; ++i) text << (i ? " x " : "") << buffer.shape[i];
  if (buffer.ndim == 0) text << "no dimensions";
  text << " of " << TypeName(buffer.format);
  return text.str();
}

[[noreturn]] void Refuse(const std::string& name, const std::string& found) {
  Raise({ErrorCode::kImage, name + ": found " + found + ", " + kExpected});
}

py::buffer_info Request(py::handle object, const std::string& name) {
  if (!PyObject_CheckBuffer(object.ptr())) {
    Refuse(name, "an object of type " + std::string(py::str(py::type::of(object).attr("__name__"))));
  }
  try {
    return py::reinterpret_borrow<py::buffer>(object).request();
  } catch (const py::error_already_set& error) {
    Refuse(name, "a buffer that gives no access to its bytes (" + std::string(py::str(error.value())) + ")");
  }
}

int ChannelsIn(const py::buffer_info& buffer) {
  return buffer.ndim == 2 ? 1 : static_cast<int>(buffer.shape[2]);
}

void Check(const py::buffer_info& buffer, const std::string& name) {
  const bool bytes = buffer.itemsize == 1 && TypeName(buffer.format) == "uint8";
  const bool dimensions = buffer.ndim == 2 || buffer.ndim == 3;
  if (!bytes || !dimensions) Refuse(name, Describe(buffer));
  const py::ssize_t channels = buffer.ndim == 2 ? 1 : buffer.shape[2];
  if (channels != 1 && channels != 3 && channels != 4) Refuse(name, Describe(buffer));
  for (const py::ssize_t side : {buffer.shape[0], buffer.shape[1]}) {
    if (side < 1 || side > std::numeric_limits<int>::max()) Refuse(name, Describe(buffer));
  }
}

PixelFormat FormatOf(int channels) {
  if (channels == 1) return PixelFormat::kGray;
  return channels == 3 ? PixelFormat::kRgb : PixelFormat::kRgba;
}

bool PixelsAreAdjacent(const py::buffer_info& buffer) {
  const int channels = ChannelsIn(buffer);
  return (buffer.shape[1] == 1 || buffer.strides[1] == channels) &&
         (buffer.ndim == 2 || channels == 1 || buffer.strides[2] == 1);
}

Image Pack(const py::buffer_info& buffer) {
  const int channels = ChannelsIn(buffer);
  const py::ssize_t channel_stride = buffer.ndim == 3 ? buffer.strides[2] : 0;
  Image image(static_cast<int>(buffer.shape[1]), static_cast<int>(buffer.shape[0]), FormatOf(channels));
  const auto* base = static_cast<const std::uint8_t*>(buffer.ptr);
  for (int y = 0; y < image.height(); ++y) {
    std::uint8_t* out = image.row(y);
    for (int x = 0; x < image.width(); ++x) {
      const std::uint8_t* pixel = base + y * buffer.strides[0] + x * buffer.strides[1];
      for (int c = 0; c < channels; ++c) *out++ = pixel[c * channel_stride];
    }
  }
  return image;
}

}  // namespace

std::span<const std::uint8_t> BytesOf(const py::bytes& data) {
  const std::string_view text = data;
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Pixels::Pixels(py::handle object, const std::string& name, Alpha alpha, const ReadOptions* options)
    : buffer_(Request(object, name)) {
  Check(buffer_, name);
  view_ = {static_cast<const std::uint8_t*>(buffer_.ptr), static_cast<int>(buffer_.shape[1]),
           static_cast<int>(buffer_.shape[0]), buffer_.strides[0], FormatOf(ChannelsIn(buffer_))};
  if (options != nullptr) Unwrap(pipeline::CheckView(view_, name, *options));
  if (!PixelsAreAdjacent(buffer_)) {
    packed_ = Pack(buffer_);
    view_ = packed_.view();
  }
  if (alpha == Alpha::kOverWhite && view_.format == PixelFormat::kRgba) {
    packed_ = draw::ToRgb(view_);
    view_ = packed_.view();
  }
}

}  // namespace dsocr::bindings
