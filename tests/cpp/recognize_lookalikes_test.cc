#include "recognize/lookalikes.h"

#include <gtest/gtest.h>

#include <string>

#include "support/letters.h"

namespace dsocr::recognize {
namespace {

constexpr std::u32string_view kLetters =
    U"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЈабвгдежзийклмнопрстуфхцчшщ"
    U"ъыьэюяіј0123456789.";
constexpr std::u32string_view kGreekLetters =
    U"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ0123456789.";

// What becomes of a line whose characters are all among `letters`.
std::u32string Settled(std::u32string_view text, std::u32string_view letters = kLetters) {
  std::vector<Character> characters = CharactersOf(text, letters);
  Lookalikes::Of(CharsetOf(letters)).Settle(characters);
  return TextOf(characters, letters);
}

TEST(Lookalikes, LettersOfOneAlphabetDecideAWord) {
  EXPECT_EQ(Settled(U"ЗACЕДAHИE"), U"ЗАСЕДАНИЕ");
  EXPECT_EQ(Settled(U"АВOVЕ"), U"ABOVE");
  EXPECT_EQ(Settled(U"setаliа"), U"setalia");
}

TEST(Lookalikes, EachWordIsSettledByItself) {
  EXPECT_EQ(Settled(U"докумeнт LОАDLIN. кoнeц"), U"документ LOADLIN. конец");
}

TEST(Lookalikes, MoreLettersDecideWhereBothAlphabetsHaveTheirOwn) {
  EXPECT_EQ(Settled(U"Дoкумeнтs"), U"Документs");
  EXPECT_EQ(Settled(U"Дs"), U"Дs");
}

TEST(Lookalikes, AWordOfLookalikesAloneStaysIfItIsOfOneAlphabet) {
  EXPECT_EQ(Settled(U"PAY"), U"PAY");
  EXPECT_EQ(Settled(U"для PAM"), U"для PAM");
  EXPECT_EQ(Settled(U"СОМА"), U"СОМА");
}

TEST(Lookalikes, AMixedWordAndALetterAloneFollowTheLine) {
  EXPECT_EQ(Settled(U"Тaрa"), U"Тара");
  EXPECT_EQ(Settled(U"with HОP and С"), U"with HOP and C");
  EXPECT_EQ(Settled(U"рядом c домом"), U"рядом с домом");
}

TEST(Lookalikes, DigitsAndPunctuationPartWords) { EXPECT_EQ(Settled(U"дoм.co 5"), U"дом.co 5"); }

TEST(Lookalikes, GreekIsSettledLikeCyrillic) {
  EXPECT_EQ(Settled(U"AΘHNA Ηοtel", kGreekLetters), U"ΑΘΗΝΑ Hotel");
  EXPECT_EQ(Settled(U"καvόνας vιew", kGreekLetters), U"κανόνας vιew");
  EXPECT_EQ(Settled(U"o δρόμος", kGreekLetters), U"ο δρόμος");
}

TEST(Lookalikes, LettersOfFormulasAreNoGreek) {
  std::u32string formulas(kGreekLetters);
  formulas.erase(formulas.find(U'ς'), 1);
  EXPECT_EQ(Settled(U"A 1 ΘE", formulas), U"A 1 ΘE");
}

TEST(Lookalikes, NothingIsSettledWhereThePairsAreNotComplete) {
  EXPECT_EQ(Settled(U"ДAД", U"AД"), U"ДAД");
  EXPECT_EQ(Settled(U"", U"A"), U"");
}

}  // namespace
}  // namespace dsocr::recognize
