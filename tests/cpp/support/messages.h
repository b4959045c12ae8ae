// Short ways to look into an Expected.
#pragma once

#include <string>

#include "dsocr/error.h"

namespace dsocr::testing {

template <typename T>
std::string MessageOf(const Expected<T>& result) {
  return result ? "no error" : result.error().message;
}

}  // namespace dsocr::testing
