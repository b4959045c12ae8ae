#include "recognize/ctc.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dsocr::recognize {
namespace {

Charset Letters(const std::string& lines = "a\nb\n \n中\n文\n") { return *Charset::Parse(lines, "letters"); }

const Quad kLine{{{100, 50}, {200, 50}, {200, 70}, {100, 70}}};

std::vector<Step> StepsOf(const std::vector<int>& classes) {
  std::vector<Step> steps;
  for (const int c : classes) steps.push_back({c, 0.9f});
  return steps;
}

Line Assemble(const std::vector<int>& classes) {
  const std::vector<Step> steps = StepsOf(classes);
  return AssembleLine(MergeSteps(steps.data(), static_cast<int>(steps.size())), Letters(), kLine,
                      static_cast<float>(classes.size()));
}

TEST(Charset, CountsTheBlank) {
  EXPECT_EQ(Letters().classes(), 6);
  EXPECT_EQ(Letters().at(4), "中");
}

TEST(Charset, RefusesEmptyLinesAndBrokenText) {
  const auto empty = Charset::Parse("a\n\nb\n", "letters.txt");
  ASSERT_FALSE(empty);
  EXPECT_NE(empty.error().message.find("letters.txt: line 2 is empty"), std::string::npos) << empty.error().message;
  EXPECT_FALSE(Charset::Parse("a\n\xC3\n", "letters.txt"));
}

TEST(BestSteps, ProbabilitiesAreTakenAsTheyAre) {
  const float rows[] = {0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f};
  Step steps[2];
  BestSteps(rows, 2, 3, false, steps);
  EXPECT_EQ(steps[0].class_index, 1);
  EXPECT_FLOAT_EQ(steps[0].probability, 0.7f);
  EXPECT_EQ(steps[1].class_index, 0);
}

TEST(BestSteps, LogitsGoThroughSoftmax) {
  const float rows[] = {1, 3, 2};
  Step step;
  BestSteps(rows, 1, 3, true, &step);
  EXPECT_EQ(step.class_index, 1);
  EXPECT_NEAR(step.probability, std::exp(3) / (std::exp(1) + std::exp(3) + std::exp(2)), 1e-6);
}

TEST(BestSteps, StepsWithoutAProbabilitySayNothing) {
  const float rows[] = {1, INFINITY, 2, 1, 3, NAN, 1, 3, 2};
  Step steps[3];
  BestSteps(rows, 3, 3, true, steps);
  EXPECT_EQ(steps[0].class_index, 0);
  EXPECT_EQ(steps[0].probability, 0);
  EXPECT_EQ(steps[1].class_index, 0);
  EXPECT_EQ(steps[1].probability, 0);
  EXPECT_EQ(steps[2].class_index, 1);
}

TEST(MergeSteps, RepetitionsMergeUnlessABlankStandsBetween) {
  const std::vector<Step> steps = StepsOf({0, 1, 1, 0, 1, 2, 2, 2, 0});
  const auto characters = MergeSteps(steps.data(), 9);
  ASSERT_EQ(characters.size(), 3u);
  EXPECT_EQ(characters[0].last_step, 2);
  EXPECT_EQ(characters[1].first_step, 4);
  EXPECT_EQ(characters[2].class_index, 2);
  EXPECT_EQ(characters[2].last_step, 7);
}

TEST(MergeSteps, NothingButBlanks) {
  const std::vector<Step> steps = StepsOf({0, 0, 0});
  EXPECT_TRUE(MergeSteps(steps.data(), 3).empty());
}

std::vector<int> Joined(const std::vector<int>& line, const std::vector<int>& piece, int first) {
  std::vector<Step> steps = StepsOf(line);
  AppendPiece(StepsOf(piece), first, steps);
  std::vector<int> classes;
  for (const Step& step : steps) classes.push_back(step.class_index);
  return classes;
}

TEST(AppendPiece, TheFirstPieceIsTheLine) { EXPECT_EQ(Joined({}, {1, 0, 2}, 0), (std::vector<int>{1, 0, 2})); }

TEST(AppendPiece, PiecesMeetAtABlankNearTheMiddleOfWhatBothSaw) {
  // Steps 2 to 7 were seen twice; the last of the line and the first of the piece are wrong, as ends are.
  EXPECT_EQ(Joined({1, 0, 1, 0, 2, 2, 0, 3}, {4, 0, 2, 2, 0, 1, 0, 2}, 2),
            (std::vector<int>{1, 0, 1, 0, 2, 2, 0, 1, 0, 2}));
  // A character in the middle that one piece saw a step later than the other comes out once.
  EXPECT_EQ(Joined({1, 0, 0, 2, 0, 0}, {0, 0, 2, 0, 0, 1}, 2), (std::vector<int>{1, 0, 0, 2, 0, 0, 0, 1}));
}

TEST(AppendPiece, WithoutABlankTheyMeetInTheMiddle) {
  EXPECT_EQ(Joined({1, 1, 1, 1}, {2, 2, 2, 2}, 2), (std::vector<int>{1, 1, 1, 2, 2, 2}));
}

TEST(AssembleLine, WordsEndAtSpacesAndCjkStandsAlone) {
  const Line line = Assemble({1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 1, 0});
  EXPECT_EQ(line.text, "ab 中文a");
  std::vector<std::string> words;
  for (const Word& word : line.words) words.push_back(word.text);
  EXPECT_EQ(words, (std::vector<std::string>{"ab", "中", "文", "a"}));
  EXPECT_EQ(line.characters.size(), 5u);
  EXPECT_NEAR(line.confidence, 0.9f, 1e-5);
}

TEST(AssembleLine, BoxesMeetHalfwayBetweenCharacters) {
  // Ten steps over 100 pixels: the characters' centres lie at 15, 45 and 75.
  const Line line = Assemble({0, 1, 0, 0, 2, 0, 0, 1, 0, 0});
  ASSERT_EQ(line.characters.size(), 3u);
  EXPECT_NEAR(line.characters[0].quad[0].x, 100, 1e-3);
  EXPECT_NEAR(line.characters[0].quad[1].x, 130, 1e-3);
  EXPECT_NEAR(line.characters[1].quad[0].x, 130, 1e-3);
  EXPECT_NEAR(line.characters[2].quad[1].x, 190, 1e-3);
  EXPECT_NEAR(line.words[0].quad[0].x, 100, 1e-3);
  EXPECT_NEAR(line.words[0].quad[1].x, 190, 1e-3);
}

TEST(AssembleLine, OneCharacterFillsTheLine) {
  const Line line = Assemble({0, 0, 1, 0});
  ASSERT_EQ(line.characters.size(), 1u);
  EXPECT_NEAR(line.characters[0].quad[0].x, 100, 1e-3);
  EXPECT_NEAR(line.characters[0].quad[1].x, 200, 1e-3);
}

TEST(AssembleLine, SpacesAtTheEndsGo) {
  EXPECT_EQ(Assemble({3, 0, 1, 0, 3}).text, "a");
  EXPECT_EQ(Assemble({3, 0}).text, "");
  EXPECT_EQ(Assemble({0}).confidence, 0);
}

TEST(AssembleLine, ADoubtfulSpaceAtAnEndSaysNothingOfTheText) {
  const Charset charset = *Charset::Parse("a\nb\n \n", "letters");
  const std::vector<Character> characters{{3, 0, 1, .1f}, {1, 1, 2, .9f}, {3, 2, 3, .5f}, {2, 3, 4, .7f}, {3, 4, 5, .3f}};
  EXPECT_NEAR(AssembleLine(characters, charset, kLine, 5).confidence, .7f, 1e-6);
}

TEST(AssembleLine, SpacesOfAnyWidthAtItsEndsAreNoText) {
  const Charset charset = *Charset::Parse("a\n \n\u3000\n", "letters");
  const auto text_of = [&](const std::vector<int>& classes) {
    const std::vector<Step> steps = StepsOf(classes);
    return AssembleLine(MergeSteps(steps.data(), static_cast<int>(steps.size())), charset, kLine,
                        static_cast<float>(classes.size())).text;
  };
  EXPECT_EQ(text_of({3, 2, 1, 3, 0, 1, 2, 3}), "a\u3000a");
  EXPECT_EQ(text_of({3, 0, 3}), "");
}

}  // namespace
}  // namespace dsocr::recognize
