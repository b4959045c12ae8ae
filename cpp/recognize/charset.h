// The characters that a recogniser knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsocr/error.h"

namespace dsocr::recognize {

// Class 0 is CTC's blank; class i is line i of the file, counted from 1.
class Charset {
 public:
  // UTF-8, one character (or sequence) a line. kModel when a line is empty or the text is not UTF-8.
  static Expected<Charset> Parse(std::string_view text, const std::string& name);

  int classes() const { return static_cast<int>(characters_.size()) + 1; }
  const std::string& at(int class_index) const { return characters_[class_index - 1]; }

 private:
  std::vector<std::string> characters_;
};

}  // namespace dsocr::recognize
