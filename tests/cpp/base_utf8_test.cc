#include "base/utf8.h"

#include <gtest/gtest.h>

namespace dsocr {
namespace {

TEST(IsUtf8, AcceptsEveryLength) { EXPECT_TRUE(IsUtf8("a\xC3\xA9\xE4\xB8\xAD\xF0\xA0\x80\x80")); }

TEST(IsUtf8, RefusesWhatIsNot) {
  for (const char* text : {"\x80", "\xC3", "\xC0\x80", "\xE4\xB8", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE4\x41\x41"}) {
    EXPECT_FALSE(IsUtf8(text)) << text;
  }
}

TEST(FirstCodePoint, OfEveryLength) {
  EXPECT_EQ(FirstCodePoint("A"), 0x41u);
  EXPECT_EQ(FirstCodePoint("\xC3\xA9"), 0xE9u);
  EXPECT_EQ(FirstCodePoint("中文"), 0x4E2Du);
  EXPECT_EQ(FirstCodePoint("\xF0\xA0\x80\x80"), 0x20000u);
}

TEST(IsFromRight, LettersAndTheirPunctuationButNoMarksAndNumbers) {
  for (const char* text : {"א", "־", "ش", "ە", "ے", "۔", "؟"}) EXPECT_TRUE(IsFromRight(FirstCodePoint(text))) << text;
  for (const char* text : {"a", "٣", "۳", "،", "\u05BF", "\u064B", "\u0670", "\u06E1"}) {
    EXPECT_FALSE(IsFromRight(FirstCodePoint(text))) << text;
  }
  for (const char* text : {"\u05B8", "\u05C1", "\u0651", "\u06D6"}) EXPECT_TRUE(IsMarkFromRight(FirstCodePoint(text))) << text;
  for (const char* text : {"\u05BE", "\u05C3", "\u06DD", "ل"}) EXPECT_FALSE(IsMarkFromRight(FirstCodePoint(text))) << text;
}

TEST(IsCjk, HanKanaAndFullWidthButNotLatinOrHangul) {
  for (const char* text : {"中", "の", "カ", "，", "。", "Ａ", "\xF0\xA0\x80\x80"}) EXPECT_TRUE(IsCjk(FirstCodePoint(text))) << text;
  for (const char* text : {"A", "é", "1", "—", "한"}) EXPECT_FALSE(IsCjk(FirstCodePoint(text))) << text;
}

}  // namespace
}  // namespace dsocr
