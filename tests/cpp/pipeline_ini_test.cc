#include "pipeline/ini.h"

#include <gtest/gtest.h>

namespace dsocr::pipeline {
namespace {

constexpr char kText[] =
    "format = 1   # a comment\r\n"
    "[a]\n"
    "\n"
    "  name =  some name \n"
    "mean = 0.5 0.25 1\n"
    "count = 12\n"
    "crc = 00ffA1b2\n"
    "size = 3 4\n";

TEST(Ini, ReadsWhatStandsThere) {
  Ini ini(kText, "m.ini");
  EXPECT_EQ(ini.Integer("", "format", 0, 9), 1);
  EXPECT_EQ(ini.Text("a", "name"), "some name");
  EXPECT_EQ(ini.Three("a", "mean")[1], 0.25f);
  EXPECT_EQ(ini.Integer("a", "count", 0, 99), 12);
  EXPECT_EQ(ini.Hex32("a", "crc"), 0x00ffa1b2u);
  EXPECT_EQ(ini.Two("a", "size")[1], 4);
  EXPECT_EQ(ini.Many("a", "mean").size(), 3u);
  EXPECT_TRUE(ini.HasSection("a"));
  EXPECT_FALSE(ini.HasSection("b"));
  EXPECT_FALSE(ini.error());
}

std::string ErrorAfter(void (*ask)(Ini&), const char* text = kText) {
  Ini ini(text, "m.ini");
  ask(ini);
  return ini.error() ? ini.error()->message : "";
}

TEST(Ini, SaysWhatWasFoundAndExpected) {
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.Text("a", "file"); }), "m.ini: [a] file is missing; expected a name");
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.Integer("a", "count", 0, 9); }),
            "m.ini: [a] count is '12'; expected a number from 0 to 9");
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.Integer("a", "name", 0, 9); }),
            "m.ini: [a] name is 'some name'; expected a number from 0 to 9");
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.OneOf("a", "name", {"x", "y"}); }),
            "m.ini: [a] name is 'some name'; expected one of x, y");
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.Hex32("a", "count"); }),
            "m.ini: [a] count is '12'; expected eight hexadecimal digits");
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.Three("a", "size"); }), "m.ini: [a] size is '3 4'; expected three numbers");
  EXPECT_EQ(ErrorAfter([](Ini& ini) { ini.Many("a", "name"); }),
            "m.ini: [a] name is 'some name'; expected numbers");
  EXPECT_EQ(ErrorAfter([](Ini&) {}, "what is this\n"),
            "m.ini: line 1 is 'what is this'; expected 'key = value' or '[section]'");
  EXPECT_EQ(ErrorAfter([](Ini&) {}, "format = 1\nname = f\xFFst\n"), "m.ini: line 2 is not UTF-8; expected UTF-8");
  EXPECT_EQ(ErrorAfter([](Ini&) {}, "format = 1  # f\xFFst\n"), "") << "a comment may be anything";
}

TEST(Ini, KeepsTheFirstError) {
  Ini ini(kText, "m.ini");
  ini.Text("a", "first");
  ini.Text("a", "second");
  EXPECT_NE(ini.error()->message.find("first"), std::string::npos);
}

}  // namespace
}  // namespace dsocr::pipeline
