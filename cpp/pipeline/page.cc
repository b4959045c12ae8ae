#include "dsocr/page.h"

#include <cstddef>

#include "pipeline/reading_order.h"

namespace dsocr {

std::string Page::Text() const {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) text += pipeline::OnOneRow(lines[i - 1].quad, lines[i].quad) ? " " : "\n";
    text += lines[i].text;
  }
  return text;
}

}  // namespace dsocr
