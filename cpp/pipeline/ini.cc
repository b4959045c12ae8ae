#include "pipeline/ini.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <locale>
#include <sstream>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"

namespace dsocr::pipeline {
namespace {

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return Trimmed(line.substr(0, line.find('#')));
}

// A stream of its own locale: the process's may write 0,5.
std::istringstream Numbers(const std::string& text) {
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  return stream;
}

bool AtEnd(std::istringstream& stream) { return (stream >> std::ws).eof(); }

}  // namespace

Ini::Ini(std::string_view text, std::string name) : name_(std::move(name)) {
  std::string section;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = TakeLine(text);
    if (line.empty()) continue;
    // What stands here is shown to people, and Python takes no other text.
    if (!IsUtf8(line) && !error_) {
      error_ = {ErrorCode::kModel, Concat(name_, ": line ", number, " is not UTF-8; expected UTF-8")};
    }
    if (line.front() == '[' && line.back() == ']') {
      section = line.substr(1, line.size() - 2);
      sections_[section];
      continue;
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      if (!error_) {
        error_ = {ErrorCode::kModel, Concat(name_, ": line ", number, " is '", line.substr(0, 60),
                                            "'; expected 'key = value' or '[section]'")};
      }
      continue;
    }
    sections_[section][std::string(Trimmed(line.substr(0, equals)))] = Trimmed(line.substr(equals + 1));
  }
}

const std::string* Ini::Find(const std::string& section, const std::string& key) const {
  const auto found = sections_.find(section);
  if (found == sections_.end()) return nullptr;
  const auto field = found->second.find(key);
  return field == found->second.end() ? nullptr : &field->second;
}

void Ini::Complain(const std::string& section, const std::string& key, const std::string& expected) {
  if (error_) return;
  const std::string* value = Find(section, key);
  const std::string where = section.empty() ? key : Concat("[", section, "] ", key);
  const std::string found = value == nullptr ? "is missing" : Concat("is '", *value, "'");
  error_ = {ErrorCode::kModel, Concat(name_, ": ", where, " ", found, "; expected ", expected)};
}

std::string Ini::Text(const std::string& section, const std::string& key) {
  const std::string* value = Find(section, key);
  if (value != nullptr && !value->empty()) return *value;
  Complain(section, key, "a name");
  return {};
}

double Ini::Number(const std::string& section, const std::string& key, double low, double high) {
  const std::string* value = Find(section, key);
  auto stream = Numbers(value != nullptr ? *value : "");
  double number = 0;
  if (stream >> number && AtEnd(stream) && number >= low && number <= high) return number;
  std::ostringstream range;
  range.imbue(std::locale::classic());
  range << "a number from " << low << " to " << high;
  Complain(section, key, range.str());
  return low;
}

int Ini::Integer(const std::string& section, const std::string& key, int low, int high) {
  const double number = Number(section, key, low, high);
  if (number == static_cast<int>(number)) return static_cast<int>(number);
  Complain(section, key, "a whole number");
  return low;
}

std::uint32_t Ini::Hex32(const std::string& section, const std::string& key) {
  const std::string* value = Find(section, key);
  std::uint32_t number = 0;
  if (value != nullptr && value->size() == 8) {
    const char* end = value->data() + value->size();
    if (std::from_chars(value->data(), end, number, 16).ptr == end) return number;
  }
  Complain(section, key, "eight hexadecimal digits");
  return 0;
}

std::array<int, 2> Ini::Two(const std::string& section, const std::string& key) {
  const std::string* value = Find(section, key);
  auto stream = Numbers(value != nullptr ? *value : "");
  std::array<int, 2> numbers{};
  if (stream >> numbers[0] >> numbers[1] && AtEnd(stream) && numbers[0] > 0 && numbers[1] > 0) return numbers;
  Complain(section, key, "two whole numbers above 0");
  return {1, 1};
}

std::array<float, 3> Ini::Three(const std::string& section, const std::string& key) {
  const std::string* value = Find(section, key);
  auto stream = Numbers(value != nullptr ? *value : "");
  std::array<float, 3> numbers{};
  if (stream >> numbers[0] >> numbers[1] >> numbers[2] && AtEnd(stream)) return numbers;
  Complain(section, key, "three numbers");
  return {};
}

std::vector<float> Ini::Many(const std::string& section, const std::string& key) {
  const std::string* value = Find(section, key);
  auto stream = Numbers(value != nullptr ? *value : "");
  std::vector<float> numbers;
  for (float number; stream >> number;) numbers.push_back(number);
  stream.clear();
  if (!numbers.empty() && AtEnd(stream)) return numbers;
  Complain(section, key, "numbers");
  return {};
}

int Ini::OneOf(const std::string& section, const std::string& key, std::initializer_list<std::string_view> names) {
  const std::string* value = Find(section, key);
  std::string expected = "one of";
  int index = 0;
  for (const std::string_view name : names) {
    if (value != nullptr && *value == name) return index;
    expected += Concat(index++ > 0 ? ", " : " ", name);
  }
  Complain(section, key, expected);
  return 0;
}

}  // namespace dsocr::pipeline
