#include "recognize/lookalikes.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <span>

#include "base/utf8.h"

namespace dsocr::recognize {
namespace {

struct Pair {
  std::uint32_t latin;
  std::uint32_t other;
};

// Of Unicode's confusables.txt (UTS 39) those that people print alike, without the rare ones.
constexpr Pair kCyrillicPairs[] = {
    {'A', 0x410}, {'B', 0x412}, {'C', 0x421}, {'E', 0x415}, {'H', 0x41d}, {'I', 0x406}, {'J', 0x408}, {'K', 0x41a},
    {'M', 0x41c}, {'O', 0x41e}, {'P', 0x420}, {'T', 0x422}, {'X', 0x425}, {'Y', 0x423}, {'a', 0x430}, {'c', 0x441},
    {'e', 0x435}, {'i', 0x456}, {'j', 0x458}, {'o', 0x43e}, {'p', 0x440}, {'x', 0x445}, {'y', 0x443},
};
constexpr Pair kGreekPairs[] = {
    {'A', 0x391}, {'B', 0x392}, {'E', 0x395}, {'H', 0x397}, {'I', 0x399}, {'K', 0x39a}, {'M', 0x39c}, {'N', 0x39d},
    {'O', 0x39f}, {'P', 0x3a1}, {'T', 0x3a4}, {'X', 0x3a7}, {'Y', 0x3a5}, {'Z', 0x396}, {'o', 0x3bf}, {'p', 0x3c1},
    {'u', 0x3c5}, {'v', 0x3bd}, {'x', 0x3c7},
};

struct OtherAlphabet {
  std::uint32_t first, last;
  std::uint32_t proof;  // who knows Greek letters from formulas alone has no final sigma
  std::span<const Pair> pairs;
};

constexpr OtherAlphabet kOthers[] = {{0x400, 0x52f, 0x430, kCyrillicPairs}, {0x370, 0x3ff, 0x3c2, kGreekPairs}};

bool IsIn(const OtherAlphabet& alphabet, std::uint32_t c) { return c >= alphabet.first && c <= alphabet.last; }

using Classes = std::map<std::uint32_t, int>;

// The classes of the letters of Europe: few, where a charset has thousands.
Classes ClassesOf(const Charset& charset) {
  Classes classes;
  for (int i = 1; i < charset.classes(); ++i) {
    const std::uint32_t c = FirstCodePoint(charset.at(i));
    const bool is_other = std::ranges::any_of(kOthers, [&](const OtherAlphabet& other) { return IsIn(other, c); });
    if (is_other || IsAsciiLetter(c)) classes.emplace(c, i);
  }
  return classes;
}

bool IsWrittenWith(const Classes& classes, const OtherAlphabet& alphabet) {
  return classes.contains(alphabet.proof) && std::ranges::all_of(alphabet.pairs, [&](Pair pair) {
           return classes.contains(pair.latin) && classes.contains(pair.other);
         });
}

}  // namespace

Lookalikes Lookalikes::Of(const Charset& charset) {
  const Classes classes = ClassesOf(charset);
  const auto other = std::ranges::find_if(kOthers, [&](const auto& each) { return IsWrittenWith(classes, each); });
  Lookalikes lookalikes;
  if (other == std::end(kOthers)) return lookalikes;
  lookalikes.letters_.resize(charset.classes());
  for (const auto& [c, i] : classes) {
    if (IsAsciiLetter(c)) lookalikes.letters_[i].alphabet = Alphabet::kLatin;
    if (IsIn(*other, c)) lookalikes.letters_[i].alphabet = Alphabet::kOther;
  }
  for (const Pair pair : other->pairs) {
    const int latin = classes.at(pair.latin), twin = classes.at(pair.other);
    lookalikes.letters_[latin].twin = twin;
    lookalikes.letters_[twin].twin = latin;
  }
  return lookalikes;
}

void Lookalikes::Settle(std::vector<Character>& characters) const {
  if (letters_.empty()) return;
  std::vector<Word> doubtful;
  int latin = 0, other = 0;  // words
  for (const Word word : WordsOf(characters)) {
    const Alphabet alphabet = AlphabetOf(word);
    latin += alphabet == Alphabet::kLatin;
    other += alphabet == Alphabet::kOther;
    if (alphabet == Alphabet::kNone) doubtful.push_back(word);
    else Write(word, alphabet);
  }
  for (const Word word : doubtful) Write(word, latin > other ? Alphabet::kLatin : Alphabet::kOther);
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
  const auto only_latin = count(Alphabet::kLatin, true), only_other = count(Alphabet::kOther, true);
  if (only_latin != only_other) return only_latin > only_other ? Alphabet::kLatin : Alphabet::kOther;
  const auto latin = count(Alphabet::kLatin, false);
  if (word.size() == 1 || (latin != 0 && latin != std::ssize(word))) return Alphabet::kNone;
  return latin ? Alphabet::kLatin : Alphabet::kOther;
}

void Lookalikes::Write(Word word, Alphabet alphabet) const {
  for (Character& character : word) {
    const Letter& letter = of(character);
    if (letter.alphabet != alphabet && letter.twin != 0) character.class_index = letter.twin;
  }
}

}  // namespace dsocr::recognize
