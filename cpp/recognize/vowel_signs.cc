#include "recognize/vowel_signs.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "base/utf8.h"

namespace dsocr::recognize {
namespace {

// Of Tamil, which stand around a consonant: what is written, the half before it and the half behind it.
struct Around {
  std::uint32_t whole, before, behind;
};
constexpr Around kAround[] = {{0xbca, 0xbc6, 0xbbe}, {0xbcb, 0xbc7, 0xbbe}};

}  // namespace

VowelSigns VowelSigns::Of(const Charset& charset) {
  const auto kind_of = [](std::uint32_t c) {
    if (c >= 0x915 && c <= 0x939) return Kind::kConsonant;
    if (c == 0x93c) return Kind::kDot;
    if (c == 0x94d) return Kind::kJoiner;
    if (c == 0x93f) return Kind::kBefore;
    if (c >= 0xb95 && c <= 0xbb9) return Kind::kTamilConsonant;
    return c >= 0xbc6 && c <= 0xbc8 ? Kind::kTamilBefore : Kind::kOther;
  };
  std::vector<Class> classes(charset.classes());
  std::map<std::uint32_t, int> places;
  for (int i = 1; i < charset.classes(); ++i) {
    const std::uint32_t c = FirstCodePoint(charset.at(i));
    classes[i].kind = kind_of(c);
    if (classes[i].kind != Kind::kOther || c == 0xbca || c == 0xbcb || c == 0xbbe) places.emplace(c, i);
  }
  VowelSigns signs;
  if (!places.contains(0x93f) && !places.contains(0xbc6)) return signs;
  for (const Around& sign : kAround) {
    if (!places.contains(sign.whole) || !places.contains(sign.before) || !places.contains(sign.behind)) continue;
    classes[places[sign.before]].around = places[sign.whole];
    signs.behind_ = places[sign.behind];
  }
  signs.classes_ = std::move(classes);
  return signs;
}

void VowelSigns::Restore(Characters& characters) const {
  if (classes_.empty()) return;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
    const Kind kind = KindOf(characters[i]);
    if (kind != Kind::kBefore && kind != Kind::kTamilBefore) continue;
    const bool is_tamil = kind == Kind::kTamilBefore;
    const std::size_t end = !is_tamil ? EndOfConsonants(characters, i + 1)
                                      : i + 1 + (KindOf(characters[i + 1]) == Kind::kTamilConsonant);
    if (end == i + 1) continue;  // it stands before none
    std::rotate(characters.begin() + i, characters.begin() + i + 1, characters.begin() + end);
    Character& sign = characters[end - 1];
    const int around = classes_[sign.class_index].around;
    if (around != 0 && end < characters.size() && characters[end].class_index == behind_) {
      sign.class_index = around;
      sign.probability = std::min(sign.probability, characters[end].probability);
      characters.erase(characters.begin() + end);
    }
    i = end - 1;
  }
}

// Of a cluster: consonants, some with a dot, joined to the next.
std::size_t VowelSigns::EndOfConsonants(const Characters& characters, std::size_t begin) const {
  const auto is = [&](std::size_t i, Kind kind) { return i < characters.size() && KindOf(characters[i]) == kind; };
  std::size_t end = begin;
  while (is(end, Kind::kConsonant)) {
    ++end;
    if (is(end, Kind::kDot)) ++end;
    if (!is(end, Kind::kJoiner) || !is(end + 1, Kind::kConsonant)) break;
    ++end;
  }
  return end;
}

}  // namespace dsocr::recognize
