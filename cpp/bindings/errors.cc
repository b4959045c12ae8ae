#include "bindings/errors.h"

#include <string>

#include "bindings/bindings.h"

namespace dsocr::bindings {
namespace {

// Made once when the module is imported, and alive as long as the interpreter.
struct ExceptionTypes {
  py::handle error;
  py::handle option;
  py::handle image;
  py::handle file;
  py::handle model;
};

ExceptionTypes types;

py::handle NewType(py::module_& module, const char* name, const char* doc, const py::tuple& bases) {
  const std::string qualified = std::string("dsocr_native.") + name;
  py::handle type = PyErr_NewExceptionWithDoc(qualified.c_str(), doc, bases.ptr(), nullptr);
  if (!type) throw py::error_already_set();
  module.attr(name) = type;
  return type;
}

py::handle TypeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument: return types.option;
    case ErrorCode::kIo: return types.file;
    case ErrorCode::kImage: return types.image;
    case ErrorCode::kModel: return types.model;
    case ErrorCode::kInternal: return types.error;
  }
  return types.error;
}

}  // namespace

void Raise(const Error& error) {
  // A file name need not be UTF-8, and the message names the file.
  const auto message = py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(
      error.message.data(), static_cast<Py_ssize_t>(error.message.size()), "backslashreplace"));
  if (message) PyErr_SetObject(TypeOf(error.code).ptr(), message.ptr());
  throw py::error_already_set();
}

void BindErrors(py::module_& module) {
  types.error = NewType(module, "Error", "Anything that went wrong in dsocr_native.",
                        py::make_tuple(py::handle(PyExc_Exception)));
  types.option = NewType(module, "OptionError", "An option or an argument is outside its range.",
                         py::make_tuple(types.error, py::handle(PyExc_ValueError)));
  types.image = NewType(module, "ImageError", "The file, the bytes or the buffer is not an image that we can read.",
                        py::make_tuple(types.error, py::handle(PyExc_ValueError)));
  types.file = NewType(module, "FileError", "An image file cannot be opened, read or written.",
                       py::make_tuple(types.image, py::handle(PyExc_OSError)));
  types.model = NewType(module, "ModelError", "A model is missing, damaged or of another kind.",
                        py::make_tuple(types.error));
}

}  // namespace dsocr::bindings
