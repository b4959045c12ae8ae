// Errors are values. A message is a sentence for the person who must act: it names the file (or the
// argument), what was found and what was expected.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace dsocr {

enum class ErrorCode {
  kInvalidArgument,  // an option or an argument is outside its range
  kIo,               // a file cannot be opened, read or written
  kImage,            // the bytes are not an image that we can read
  kModel,            // a model is missing, damaged or of another kind
  kInternal,         // out of memory, or a defect of this library
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

template <typename T>
using Expected = std::expected<T, Error>;

inline std::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return std::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace dsocr
