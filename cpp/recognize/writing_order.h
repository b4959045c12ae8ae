// Lines of Arabic, Persian and Hebrew in the order in which they are written. A network reads them as the eye meets them
// from the left: letters from last to first, but Latin words and numbers from first to last.
#pragma once

#include <span>
#include <vector>

#include "recognize/charset.h"
#include "recognize/ctc.h"

namespace dsocr::recognize {

// The inverse of the Unicode Bidirectional Algorithm (UAX 9, Unicode 16.0) for one line. What several texts could have
// looked like becomes the likeliest of them: a number that stands to the right of a Latin word belongs to it.
class WritingOrder {
 public:
  // Changes nothing where the charset has no letters that run from the right.
  static WritingOrder Of(const Charset& charset);

  // Puts the characters of a line, from left to right, into the order of writing; each keeps its steps. Brackets open
  // where they are written first. A line with few letters that run from the right begins at the left.
  void Restore(std::vector<Character>& characters) const;

 private:
  enum class Kind { kNeutral, kFromRight, kFromLeft, kDigit, kSeparator, kSign, kMark };
  struct Class {
    Kind kind = Kind::kNeutral;
    int mirrored = 0;         // class of the bracket that looks like it from the other side
    bool opens = false;       // a bracket
  };
  using Part = std::span<const Character>;

  const Class& of(const Character& character) const { return classes_[character.class_index]; }
  Kind KindOf(const Character& character) const { return of(character).kind; }
  void AppendFromRight(Part line, std::vector<Character>& written) const;
  std::size_t EndOfPart(Part line, std::size_t begin) const;
  std::size_t EndOfNumber(Part line, std::size_t begin) const;
  std::size_t EndOfLatin(Part line, std::size_t begin, std::size_t end) const;

  std::vector<Class> classes_;      // empty: nothing runs from the right
  bool signs_join_numbers_ = true;  // as beside Hebrew; Arabic has them apart
};

}  // namespace dsocr::recognize
