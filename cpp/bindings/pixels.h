// Pixels and bytes that a Python object owns, seen as views.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "bindings/pybind.h"
#include "dsocr/image.h"
#include "dsocr/reader.h"

namespace dsocr::bindings {

// Valid as long as `data`.
std::span<const std::uint8_t> BytesOf(const py::bytes& data);

// What becomes of a fourth channel.
enum class Alpha { kKeep, kOverWhite };

// Holds the object's buffer for as long as it lives. Made and destroyed with the GIL held; the view may be
// used without it.
class Pixels {
 public:
  // `object` exports H x W or H x W x {1, 3, 4} bytes (grey, RGB, RGBA) by the buffer protocol, with any strides.
  // Rows whose pixels lie side by side are used where they are, also bottom up; anything else is packed into a
  // copy, as are pixels that are laid over white. Raises ImageError that begins with `name` and says what was found
  // and what is expected; where `options` are given, also for a picture that exceeds them, before anything is copied.
  Pixels(py::handle object, const std::string& name, Alpha alpha = Alpha::kKeep, const ReadOptions* options = nullptr);

  const ImageView& view() const { return view_; }

 private:
  py::buffer_info buffer_;
  Image packed_;
  ImageView view_;
};

}  // namespace dsocr::bindings
