// Vowel signs of Devanagari and Tamil that are written behind their consonants and stand before them, or around them. A
// network reads signs as they stand.
#pragma once

#include <cstddef>
#include <vector>

#include "recognize/charset.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {

class VowelSigns {
 public:
  // Changes nothing where the charset has no such sign.
  static VowelSigns Of(const Charset& charset);

  // Puts each sign behind the consonants that it stands before (The Unicode Standard 16.0, chapter 12); of two that stand
  // around one, it makes the one that is written.
  void Restore(std::vector<Character>& characters) const;

 private:
  enum class Kind : char { kOther, kConsonant, kDot, kJoiner, kTamilConsonant, kBefore, kTamilBefore };
  struct Class {
    Kind kind = Kind::kOther;
    int around = 0;  // class of the sign whose first half it is
  };
  using Characters = std::vector<Character>;

  Kind KindOf(const Character& character) const { return classes_[character.class_index].kind; }
  std::size_t EndOfConsonants(const Characters& characters, std::size_t begin) const;

  std::vector<Class> classes_;  // empty: there is none
  int behind_ = 0;              // class of the second half of those that stand around
};

}  // namespace dsocr::recognize
