// What a reading gives, as plain tuples. The package makes its Page, Line and Word of them.
#pragma once

#include "bindings/pybind.h"
#include "dsocr/page.h"

namespace dsocr::bindings {

// ((x, y), (x, y), (x, y), (x, y)), rounded to hundredths of a pixel.
py::tuple ToPython(const Quad& quad);
// (text, quad, confidence); confidence rounded to four digits.
py::tuple ToPython(const Word& word);
// (text, confidence, quad, words, characters)
py::tuple ToPython(const Line& line);
// (width, height, lines, text, {stage: milliseconds}, {kind: bytes}, left out); what was left out is (side, usual side,
// quads, number of unchecked lines), or None
py::tuple ToPython(const Page& page);

template <typename T>
py::list ToPython(const std::vector<T>& items) {
  py::list list(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) list[i] = ToPython(items[i]);
  return list;
}

// Four digits: what a network's confidence is good for.
double RoundConfidence(float confidence);

}  // namespace dsocr::bindings
