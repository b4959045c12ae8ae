// Loops that are written out at compile time, so that small arrays of vectors live in registers at any -O level above 0.
#pragma once

#include <utility>

namespace dsocr::kernels {

// body(0), ..., body(kCount - 1), each with its index as a constant expression.
template <int kCount, typename Body>
[[gnu::always_inline]] inline void Unroll(const Body& body) {
  [&]<int... kIndex>(std::integer_sequence<int, kIndex...>) __attribute__((always_inline)) {
    (body(std::integral_constant<int, kIndex>{}), ...);
  }(std::make_integer_sequence<int, kCount>{});
}

}  // namespace dsocr::kernels
