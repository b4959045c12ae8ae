#include "recognize/writing_order.h"

#include <gtest/gtest.h>

#include <string>

#include "support/letters.h"

namespace dsocr::recognize {
namespace {

constexpr std::u32string_view kHebrew = U"ABCabc 0123456789.,:/-+%()[]אבגדהוזחטיךכלםמןנסעףפץצקרשת₪?!";
constexpr std::u32string_view kArabic = U"ABCabc 0123456789.,:/-+%()[]ابةتثجحخدذرزسشصضطظعغفقكلمنهوي٠١٢٣٤٥٦٧٨٩ً؟،";

// As it is written, of what is seen from left to right.
std::u32string Written(std::u32string_view seen, std::u32string_view letters) {
  std::vector<Character> characters = CharactersOf(seen, letters);
  WritingOrder::Of(CharsetOf(letters)).Restore(characters);
  return TextOf(characters, letters);
}
std::u32string Hebrew(std::u32string_view seen) { return Written(seen, kHebrew); }
std::u32string Arabic(std::u32string_view seen) { return Written(seen, kArabic); }

TEST(WritingOrder, LettersComeFromTheRight) {
  EXPECT_EQ(Hebrew(U"םלוע םולש"), U"שלום עולם");
  EXPECT_EQ(Arabic(U"؟كلاح فيك"), U"كيف حالك؟");
}

TEST(WritingOrder, LinesOfOtherLettersStayAsTheyAre) {
  EXPECT_EQ(Hebrew(U"abc (12) ABC."), U"abc (12) ABC.");
  EXPECT_EQ(Hebrew(U"12/03 - 14"), U"12/03 - 14");
  EXPECT_EQ(Written(U"abc 12", U"abc 0123456789"), U"abc 12");
}

TEST(WritingOrder, LatinWordsAndNumbersKeepTheirOwn) {
  EXPECT_EQ(Hebrew(U"םולש abc ABC הז"), U"זה abc ABC שלום");
  EXPECT_EQ(Hebrew(U"םולש 12.50 הז"), U"זה 12.50 שלום");
  EXPECT_EQ(Hebrew(U"םולש abc 12 הז"), U"זה abc 12 שלום");
  EXPECT_EQ(Hebrew(U"34 12 הז"), U"זה 12 34");
  EXPECT_EQ(Arabic(U"١٢٣ مقر"), U"رقم ١٢٣");
}

TEST(WritingOrder, BracketsOpenWhereTheyAreWrittenFirst) {
  EXPECT_EQ(Hebrew(U"(הז) םולש"), U"שלום (זה)");
  EXPECT_EQ(Hebrew(U"[abc] םולש"), U"שלום [abc]");
  EXPECT_EQ(Hebrew(U"הז abc (ABC) םולש"), U"שלום abc (ABC) זה");
}

TEST(WritingOrder, SignsAreOfTheNumberBesideHebrewAndNotBesideArabic) {
  EXPECT_EQ(Hebrew(U"2020-05-16 םויב"), U"ביום 2020-05-16");
  EXPECT_EQ(Hebrew(U"₪12 ,50% הז"), U"זה 50%, ₪12");
  EXPECT_EQ(Arabic(U"16-05-2020 موي"), U"يوم 2020-05-16");
  EXPECT_EQ(Arabic(U"%50 مصخ"), U"خصم 50%");
}

TEST(WritingOrder, MarksStayBehindTheirLetters) { EXPECT_EQ(Arabic(U"اًدج"), U"جداً"); }

TEST(WritingOrder, ALineOfAlmostNothingButLatinLettersBeginsAtTheLeft) {
  EXPECT_EQ(Hebrew(U"abc ABC abc ABC abc םול ש abc"), U"abc ABC abc ABC abc ש לום abc");
  EXPECT_EQ(Hebrew(U"abc ABC הז"), U"זה abc ABC");
}

TEST(WritingOrder, CharactersKeepTheirSteps) {
  const std::u32string_view letters = kHebrew;
  std::vector<Character> characters = CharactersOf(U"םולש", letters);
  for (int i = 0; i < 4; ++i) characters[i].first_step = characters[i].last_step = 2 * i;
  WritingOrder::Of(CharsetOf(letters)).Restore(characters);
  EXPECT_EQ(characters.front().first_step, 6);
  EXPECT_EQ(characters.back().first_step, 0);
  const Line line = AssembleLine(characters, CharsetOf(letters), {{{0, 0}, {70, 0}, {70, 10}, {0, 10}}}, 7);
  ASSERT_EQ(line.words.size(), 1u);
  EXPECT_NEAR(line.words[0].quad[0].x, 0, 1e-3);  // the word's box is as wide as the line
  EXPECT_NEAR(line.words[0].quad[1].x, 70, 1e-3);
  EXPECT_GT(line.characters.front().quad[0].x, line.characters.back().quad[0].x);
}

}  // namespace
}  // namespace dsocr::recognize
