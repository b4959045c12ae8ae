#include "recognize/vowel_signs.h"

#include <gtest/gtest.h>

#include <string>

#include "support/letters.h"

namespace dsocr::recognize {
namespace {

constexpr std::u32string_view kDevanagari = U"कगतदपमरवसहा\u093f\u0940\u094d\u093c 12";
constexpr std::u32string_view kTamil = U"கசதபம\u0bbe\u0bbf\u0bc6\u0bc7\u0bc8\u0bca\u0bcb\u0bcd 12";

// As it is written, of signs as they stand.
std::u32string Written(std::u32string_view standing, std::u32string_view letters) {
  std::vector<Character> characters = CharactersOf(standing, letters);
  VowelSigns::Of(CharsetOf(letters)).Restore(characters);
  return TextOf(characters, letters);
}

TEST(VowelSigns, ASignGoesBehindTheConsonantItStandsBefore) {
  EXPECT_EQ(Written(U"\u093fकता", kDevanagari), U"क\u093fता");
  EXPECT_EQ(Written(U"प\u0940\u093fम", kDevanagari), U"प\u0940म\u093f");
  EXPECT_EQ(Written(U"\u0bc8கதி", kTamil).substr(0, 2), U"க\u0bc8");
}

TEST(VowelSigns, BehindAllConsonantsOfACluster) {
  EXPECT_EQ(Written(U"\u093fस\u094dतम", kDevanagari), U"स\u094dत\u093fम");
  EXPECT_EQ(Written(U"\u093fक\u093cत", kDevanagari), U"क\u093c\u093fत");
  EXPECT_EQ(Written(U"र\u094d\u093fक", kDevanagari), U"र\u094dक\u093f");
}

TEST(VowelSigns, TwoThatStandAroundAConsonantAreOne) {
  EXPECT_EQ(Written(U"\u0bc6க\u0bbe", kTamil), U"க\u0bca");
  EXPECT_EQ(Written(U"\u0bc7க\u0bbeத", kTamil), U"க\u0bcbத");
  EXPECT_EQ(Written(U"\u0bc8க\u0bbe", kTamil), U"க\u0bc8\u0bbe");
}

TEST(VowelSigns, WhereThereIsNoConsonantNothingChanges) {
  EXPECT_EQ(Written(U"क\u093f", kDevanagari), U"क\u093f");
  EXPECT_EQ(Written(U"\u093f 1", kDevanagari), U"\u093f 1");
  EXPECT_EQ(Written(U"12", U"12"), U"12");
  EXPECT_EQ(Written(U"", kTamil), U"");
}

TEST(VowelSigns, OneSignTakesTheStepsOfItsHalves) {
  std::vector<Character> characters = CharactersOf(U"\u0bc6க\u0bbe", kTamil);
  for (int i = 0; i < 3; ++i) characters[i] = {characters[i].class_index, i, i, i == 2 ? .5f : .9f};
  VowelSigns::Of(CharsetOf(kTamil)).Restore(characters);
  ASSERT_EQ(characters.size(), 2u);
  EXPECT_EQ(characters[1].first_step, 0);
  EXPECT_FLOAT_EQ(characters[1].probability, .5f);
}

}  // namespace
}  // namespace dsocr::recognize
