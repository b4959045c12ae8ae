// How the core's errors become Python exceptions, and how a call leaves the GIL behind.
#pragma once

#include <type_traits>
#include <utility>

#include "bindings/pybind.h"
#include "dsocr/error.h"

namespace dsocr::bindings {

// Throws the Python exception that belongs to error.code. Needs the GIL.
[[noreturn]] void Raise(const Error& error);

// The value, or the error raised. Needs the GIL.
template <typename T>
T Unwrap(Expected<T> result) {
  if (!result) Raise(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// Runs `work`, which gives an Expected and touches nothing of Python, while other Python threads go on.
template <typename Work>
auto CallWithoutGil(Work&& work) {
  return Unwrap([&] {
    py::gil_scoped_release release;
    return work();
  }());
}

}  // namespace dsocr::bindings
