// `key = value` lines under [section] heads: what a model folder says of itself.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsocr/error.h"

namespace dsocr::pipeline {

// Reading a field never stops: the first thing wrong is kept, and asked for once at the end.
class Ini {
 public:
  // `#` starts a comment. Keys before the first head belong to the section "". `name` stands in messages.
  Ini(std::string_view text, std::string name);

  bool HasSection(const std::string& section) const { return sections_.contains(section); }
  bool Has(const std::string& section, const std::string& key) const { return Find(section, key) != nullptr; }
  std::string Text(const std::string& section, const std::string& key);
  double Number(const std::string& section, const std::string& key, double low, double high);
  int Integer(const std::string& section, const std::string& key, int low, int high);
  std::uint32_t Hex32(const std::string& section, const std::string& key);
  std::array<int, 2> Two(const std::string& section, const std::string& key);  // whole numbers above 0
  std::array<float, 3> Three(const std::string& section, const std::string& key);
  std::vector<float> Many(const std::string& section, const std::string& key);  // numbers, at least one
  // The position of the value in `names`.
  int OneOf(const std::string& section, const std::string& key, std::initializer_list<std::string_view> names);

  const std::optional<Error>& error() const { return error_; }
  void Complain(const std::string& section, const std::string& key, const std::string& expected);

 private:
  const std::string* Find(const std::string& section, const std::string& key) const;

  std::string name_;
  std::map<std::string, std::map<std::string, std::string>> sections_;
  std::optional<Error> error_;
};

}  // namespace dsocr::pipeline
