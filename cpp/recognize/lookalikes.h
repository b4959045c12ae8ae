// Letters of Latin and of another alphabet that look alike, such as A and the А of Cyrillic or the Α of Greek: a network
// that knows both confuses them, but a word is written in one alphabet.
#pragma once

#include <span>
#include <vector>

#include "recognize/charset.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {

class Lookalikes {
 public:
  // Of Cyrillic or Greek; none where the charset lacks a letter of a pair.
  static Lookalikes Of(const Charset& charset);

  // Puts the letters of each word into one alphabet: the one that more of them belong to alone. A word of nothing but
  // lookalikes stays as it was read if that is one alphabet; a mixed one, and a single letter, follow most of the
  // line's other words, or are not Latin.
  void Settle(std::vector<Character>& characters) const;

 private:
  enum class Alphabet { kNone, kLatin, kOther };
  struct Letter {
    Alphabet alphabet = Alphabet::kNone;
    int twin = 0;  // class of the letter of the other alphabet that looks like it
  };
  using Word = std::span<Character>;

  const Letter& of(const Character& character) const { return letters_[character.class_index]; }
  std::vector<Word> WordsOf(std::vector<Character>& characters) const;
  Alphabet AlphabetOf(Word word) const;
  void Write(Word word, Alphabet alphabet) const;

  std::vector<Letter> letters_;  // by class; empty: nothing to settle
};

}  // namespace dsocr::recognize
