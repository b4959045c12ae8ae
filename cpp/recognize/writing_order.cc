#include "recognize/writing_order.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/utf8.h"

namespace dsocr::recognize {
namespace {

// A line that begins at the left has more Latin letters than so many for each of the others, for product names are long,
// and who reads with a model for Hebrew has pages in Hebrew.
constexpr int kLatinLetters = 3;

struct Pair {
  std::uint32_t opening, closing;
};
constexpr Pair kBrackets[] = {{'(', ')'}, {'[', ']'}, {'{', '}'}, {'<', '>'}, {0xab, 0xbb}, {0x2039, 0x203a}};

bool IsOneOf(std::uint32_t c, std::u32string_view some) { return some.find(static_cast<char32_t>(c)) != some.npos; }

bool IsIn(std::uint32_t c, std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; }

bool IsDigit(std::uint32_t c) { return IsIn(c, '0', '9') || IsIn(c, 0x660, 0x669) || IsIn(c, 0x6f0, 0x6f9); }

bool IsLetterFromLeft(std::uint32_t c) {
  return IsAsciiLetter(c) || (IsIn(c, 0xc0, 0x24f) && c != 0xd7 && c != 0xf7) ||
         IsIn(c, 0x370, 0x58f) || IsIn(c, 0x900, 0x1fff) || IsCjk(c);
}

bool IsArabic(std::uint32_t c) { return IsIn(c, 0x620, 0x64a) || IsIn(c, 0x671, 0x6d5); }

}  // namespace

WritingOrder WritingOrder::Of(const Charset& charset) {
  WritingOrder order;
  std::vector<Class> classes(charset.classes());
  std::map<std::uint32_t, int> class_of;
  bool any_from_right = false;
  for (int i = 1; i < charset.classes(); ++i) {
    const std::uint32_t c = FirstCodePoint(charset.at(i));
    Kind& kind = classes[i].kind;
    if (IsDigit(c)) kind = Kind::kDigit;
    else if (IsMarkFromRight(c)) kind = Kind::kMark;
    else if (IsOneOf(c, U".,:/\u00a0\u060c\u066b\u066c")) kind = Kind::kSeparator;
    else if (IsOneOf(c, U"+-#$%\u00b0\u20ac\u00a3\u20aa\u066a")) kind = Kind::kSign;
    else if (IsFromRight(c)) kind = Kind::kFromRight;
    else if (IsLetterFromLeft(c)) kind = Kind::kFromLeft;
    any_from_right |= kind == Kind::kFromRight;
    if (IsArabic(c)) order.signs_join_numbers_ = false;
    class_of.emplace(c, i);
  }
  for (const Pair pair : kBrackets) {
    const auto opening = class_of.find(pair.opening), closing = class_of.find(pair.closing);
    if (opening == class_of.end() || closing == class_of.end()) continue;
    classes[opening->second].mirrored = closing->second;
    classes[opening->second].opens = true;
    classes[closing->second].mirrored = opening->second;
  }
  if (any_from_right) order.classes_ = std::move(classes);
  return order;
}

void WritingOrder::Restore(std::vector<Character>& characters) const {
  if (classes_.empty()) return;
  const auto is = [&](Kind kind) { return [this, kind](const Character& c) { return KindOf(c) == kind; }; };
  const auto from_right = std::ranges::count_if(characters, is(Kind::kFromRight));
  if (from_right == 0) return;
  std::vector<Character> written;
  if (kLatinLetters * from_right >= std::ranges::count_if(characters, is(Kind::kFromLeft))) {
    AppendFromRight(characters, written);
  } else {  // only what stands between letters that run from the right turns
    const auto may_stand_between = [&](const Character& c) { return KindOf(c) != Kind::kFromLeft; };
    for (auto at = characters.begin(); at != characters.end();) {
      const auto first = std::find_if(at, characters.end(), is(Kind::kFromRight));
      auto last = first;
      for (auto c = first; c != characters.end() && may_stand_between(*c); ++c) {
        if (KindOf(*c) == Kind::kFromRight || KindOf(*c) == Kind::kMark) last = c + 1;
      }
      written.insert(written.end(), at, first);
      AppendFromRight({first, last}, written);
      at = last;
    }
  }
  characters = std::move(written);
}

// Parts that are read from the left are appended as they are, from the rightmost to the leftmost.
void WritingOrder::AppendFromRight(Part line, std::vector<Character>& written) const {
  std::vector<Part> parts;
  for (std::size_t begin = 0; begin < line.size();) {
    const std::size_t end = EndOfPart(line, begin);
    parts.push_back(line.subspan(begin, end - begin));
    begin = end;
  }
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    const auto first = written.insert(written.end(), part->begin(), part->end());
    if (part->size() == 1 && of(*first).mirrored != 0) first->class_index = of(*first).mirrored;
  }
}

// A Latin text, a number, or one character with its marks.
std::size_t WritingOrder::EndOfPart(Part line, std::size_t begin) const {
  const std::size_t number = EndOfNumber(line, begin);
  if (number < line.size() && KindOf(line[number]) == Kind::kFromLeft) return EndOfLatin(line, begin, number + 1);
  if (number > begin) return number;
  std::size_t end = begin + 1;
  while (end < line.size() && KindOf(line[end]) == Kind::kMark) ++end;
  return end;
}

// `begin` where no number begins there.
std::size_t WritingOrder::EndOfNumber(Part line, std::size_t begin) const {
  const auto is = [&](std::size_t i, Kind kind) { return i < line.size() && KindOf(line[i]) == kind; };
  const auto skip = [&](std::size_t i, Kind kind) {
    while (is(i, kind)) ++i;
    return i;
  };
  const std::size_t first = signs_join_numbers_ ? skip(begin, Kind::kSign) : begin;
  if (!is(first, Kind::kDigit)) return begin;
  std::size_t end = skip(first, Kind::kDigit);
  const auto goes_on = [&] {
    return is(end + 1, Kind::kDigit) && (is(end, Kind::kSeparator) || (signs_join_numbers_ && is(end, Kind::kSign)));
  };
  while (goes_on()) end = skip(end + 1, Kind::kDigit);
  return signs_join_numbers_ ? skip(end, Kind::kSign) : end;
}

// As far as Latin letters and numbers go, with the brackets that close what they open.
std::size_t WritingOrder::EndOfLatin(Part line, std::size_t begin, std::size_t end) const {
  for (std::size_t i = end; i < line.size() && KindOf(line[i]) != Kind::kFromRight; ++i) {
    if (KindOf(line[i]) == Kind::kFromLeft || KindOf(line[i]) == Kind::kDigit) end = i + 1;
  }
  const auto is_open = [&](int bracket) {
    const Part text = line.subspan(begin, end - begin);
    const auto count = [&](int c) { return std::ranges::count(text, c, &Character::class_index); };
    return count(of({bracket}).mirrored) > count(bracket);
  };
  while (end < line.size() && of(line[end]).mirrored != 0 && !of(line[end]).opens && is_open(line[end].class_index)) ++end;
  return end;
}

}  // namespace dsocr::recognize
