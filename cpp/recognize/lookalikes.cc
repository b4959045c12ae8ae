#include "recognize/lookalikes.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "base/utf8.h"

namespace dsocr::recognize {
namespace {

struct Pair {
  std::uint32_t latin;
  std::uint32_t cyrillic;
};

// Those of Unicode's confusables.txt (UTS 39) that people print alike, without the rare ones.
constexpr Pair kPairs[] = {
    {'A', 0x410}, {'B', 0x412}, {'C', 0x421}, {'E', 0x415}, {'H', 0x41d}, {'I', 0x406}, {'J', 0x408}, {'K', 0x41a},
    {'M', 0x41c}, {'O', 0x41e}, {'P', 0x420}, {'T', 0x422}, {'X', 0x425}, {'Y', 0x423}, {'a', 0x430}, {'c', 0x441},
    {'e', 0x435}, {'i', 0x456}, {'j', 0x458}, {'o', 0x43e}, {'p', 0x440}, {'x', 0x445}, {'y', 0x443},
};

bool IsLatin(std::uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool IsCyrillic(std::uint32_t c) { return c >= 0x400 && c < 0x530; }

}  // namespace

Lookalikes Lookalikes::Of(const Charset& charset) {
  std::map<std::uint32_t, int> classes;
  std::vector<Letter> letters(charset.classes());
  for (int i = 1; i < charset.classes(); ++i) {
    const std::uint32_t c = FirstCodePoint(charset.at(i));
    letters[i].alphabet = IsLatin(c) ? Alphabet::kLatin : IsCyrillic(c) ? Alphabet::kCyrillic : Alphabet::kNone;
    if (letters[i].alphabet != Alphabet::kNone) classes.emplace(c, i);  // few, where a charset has thousands
  }
  for (const auto& [latin, cyrillic] : kPairs) {
    const auto one = classes.find(latin), other = classes.find(cyrillic);
    if (one == classes.end() || other == classes.end()) return {};
    letters[one->second].twin = other->second;
    letters[other->second].twin = one->second;
  }
  Lookalikes lookalikes;
  lookalikes.letters_ = std::move(letters);
  return lookalikes;
}

void Lookalikes::Settle(std::vector<Character>& characters) const {
  if (letters_.empty()) return;
  std::vector<Word> doubtful;
  int latin = 0, cyrillic = 0;  // words
  for (const Word word : WordsOf(characters)) {
    const Alphabet alphabet = AlphabetOf(word);
    latin += alphabet == Alphabet::kLatin;
    cyrillic += alphabet == Alphabet::kCyrillic;
    if (alphabet == Alphabet::kNone) doubtful.push_back(word);
    else Write(word, alphabet);
  }
  for (const Word word : doubtful) Write(word, latin > cyrillic ? Alphabet::kLatin : Alphabet::kCyrillic);
}

std::vector<Lookalikes::Word> Lookalikes::WordsOf(std::vector<Character>& characters) const {
  const auto is_letter = [&](const Character& character) { return of(character).alphabet != Alphabet::kNone; };
  std::vector<Word> words;
  for (auto from = characters.begin(); (from = std::find_if(from, characters.end(), is_letter)) != characters.end();) {
    const auto to = std::find_if_not(from, characters.end(), is_letter);
    words.emplace_back(from, to);
    from = to;
  }
  return words;
}

Lookalikes::Alphabet Lookalikes::AlphabetOf(Word word) const {
  const auto count = [&](Alphabet alphabet, bool alone) {
    return std::ranges::count_if(word, [&](const Character& character) {
      return of(character).alphabet == alphabet && (!alone || of(character).twin == 0);
    });
  };
  const auto only_latin = count(Alphabet::kLatin, true), only_cyrillic = count(Alphabet::kCyrillic, true);
  if (only_latin != only_cyrillic) return only_latin > only_cyrillic ? Alphabet::kLatin : Alphabet::kCyrillic;
  const auto latin = count(Alphabet::kLatin, false);
  if (word.size() == 1 || (latin != 0 && latin != std::ssize(word))) return Alphabet::kNone;
  return latin ? Alphabet::kLatin : Alphabet::kCyrillic;
}

void Lookalikes::Write(Word word, Alphabet alphabet) const {
  for (Character& character : word) {
    const Letter& letter = of(character);
    if (letter.alphabet != alphabet && letter.twin != 0) character.class_index = letter.twin;
  }
}

}  // namespace dsocr::recognize
