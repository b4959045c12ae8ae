#include "recognize/charset.h"

#include "base/strings.h"
#include "base/utf8.h"

namespace dsocr::recognize {

Expected<Charset> Charset::Parse(std::string_view text, const std::string& name) {
  Charset charset;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || !IsUtf8(line)) {
      return Fail(ErrorCode::kModel, Concat(name, ": line ", charset.classes(), " is ",
                                            line.empty() ? "empty" : "not UTF-8", "; expected one character a line"));
    }
    charset.characters_.emplace_back(line);
  }
  return charset;
}

}  // namespace dsocr::recognize
