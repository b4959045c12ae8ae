#include "dsocr/page.h"

#include <cstddef>

#include "pipeline/reading_order.h"

namespace dsocr {

std::string Page::Text() const {
  const bool from_right = pipeline::RunsFromRight(lines);
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += pipeline::OnOneRow(lines[i - 1].quad, lines[i].quad, from_right) ? " " : "\n";
    text += lines[i].text;
  }
  return text;
}

}  // namespace dsocr
