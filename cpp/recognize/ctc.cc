#include "recognize/ctc.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <string_view>

#include "base/utf8.h"
#include "geometry/quad.h"

namespace dsocr::recognize {
namespace {

float SoftmaxOfBest(const float* row, int classes, float best) {
  float sum = 0;
  for (int c = 0; c < classes; ++c) sum += std::exp(row[c] - best);
  return 1 / sum;
}

// Fractions of the line's length.
struct Span {
  float from = 0;
  float to = 0;
};

float Center(const Character& c) { return static_cast<float>(c.first_step + c.last_step + 1) / 2; }

// Half the usual distance between two characters: what the outermost ones reach outwards. In steps.
float UsualReach(const std::vector<float>& centers) {
  if (centers.size() < 2) return -1;
  std::vector<float> advances;
  for (std::size_t i = 1; i < centers.size(); ++i) advances.push_back(centers[i] - centers[i - 1]);
  std::nth_element(advances.begin(), advances.begin() + advances.size() / 2, advances.end());
  return advances[advances.size() / 2] / 2;
}

// A gap wider than two usual characters is background, not part of either neighbour.
std::vector<Span> CharacterSpans(const std::vector<Character>& characters, float steps_across) {
  std::vector<std::size_t> seen(characters.size());  // from left to right
  std::iota(seen.begin(), seen.end(), 0);
  std::ranges::stable_sort(seen, {}, [&](std::size_t i) { return characters[i].first_step; });
  std::vector<float> centers;
  for (const std::size_t i : seen) centers.push_back(Center(characters[i]));
  const float reach = UsualReach(centers);
  std::vector<Span> spans(characters.size(), {0, 1});
  if (reach <= 0) return spans;
  const auto fraction = [&](float step) { return std::clamp(step / steps_across, 0.f, 1.f); };
  for (std::size_t k = 0; k < seen.size(); ++k) {
    const float left = k > 0 ? (centers[k] - centers[k - 1]) / 2 : reach;
    const float right = k + 1 < seen.size() ? (centers[k + 1] - centers[k]) / 2 : reach;
    spans[seen[k]] = {fraction(centers[k] - std::min(left, 2 * reach)), fraction(centers[k] + std::min(right, 2 * reach))};
  }
  return spans;
}

constexpr std::string_view kSpaces[] = {" ", "\u3000"};  // U+3000 is as wide as a hanzi

bool IsSpace(std::string_view text) { return std::ranges::find(kSpaces, text) != std::end(kSpaces); }

// Grows words while characters come in.
class LineBuilder {
 public:
  explicit LineBuilder(Line& line) : line_(line) {}

  void Add(const std::string& text, Span span, float probability) {
    line_.text += text;
    if (IsSpace(text)) return Finish();
    line_.characters.push_back({text, geometry::Slice(line_.quad, span.from, span.to), probability});
    if (IsCjk(FirstCodePoint(text))) {
      Finish();
      Extend(text, span, probability);
      return Finish();
    }
    Extend(text, span, probability);
  }

  void Finish() {
    if (count_ == 0) return;
    word_.quad = geometry::Slice(line_.quad, span_.from, span_.to);
    word_.confidence /= static_cast<float>(count_);
    line_.words.push_back(word_);
    word_ = {};
    count_ = 0;
  }

 private:
  void Extend(const std::string& text, Span span, float probability) {
    span_ = count_++ == 0 ? span : Span{std::min(span_.from, span.from), std::max(span_.to, span.to)};
    word_.text += text;
    word_.confidence += probability;
  }

  Line& line_;
  Word word_;
  Span span_;
  int count_ = 0;
};

std::string_view WithoutOuterSpaces(std::string_view text) {
  const auto shorten = [&](std::string_view space) {
    if (text.starts_with(space)) text.remove_prefix(space.size());
    else if (text.ends_with(space)) text.remove_suffix(space.size());
    else return false;
    return true;
  };
  while (std::ranges::any_of(kSpaces, shorten)) {}
  return text;
}

// Of what the line's text consists of.
float MeanProbability(std::span<const Character> characters, const Charset& charset) {
  const auto is_space = [&](const Character& character) { return IsSpace(charset.at(character.class_index)); };
  while (!characters.empty() && is_space(characters.front())) characters = characters.subspan(1);
  while (!characters.empty() && is_space(characters.back())) characters = characters.first(characters.size() - 1);
  float sum = 0;
  for (const Character& character : characters) sum += character.probability;
  return characters.empty() ? 0 : sum / static_cast<float>(characters.size());
}

}  // namespace

void BestSteps(const float* rows, int steps, int classes, bool logits, Step* out) {
  for (int t = 0; t < steps; ++t, rows += classes) {
    const auto best = static_cast<int>(std::max_element(rows, rows + classes) - rows);
    const float probability = !logits ? rows[best] : best == 0 ? 1.f : SoftmaxOfBest(rows, classes, rows[best]);
    out[t] = std::isfinite(probability) ? Step{best, probability} : Step{};
  }
}

std::vector<Character> MergeSteps(const Step* steps, int count) {
  std::vector<Character> characters;
  int previous = 0;
  for (int t = 0; t < count; ++t) {
    const Step& step = steps[t];
    if (step.class_index != 0 && step.class_index == previous) {
      characters.back().last_step = t;
      characters.back().probability = std::max(characters.back().probability, step.probability);
    } else if (step.class_index != 0) {
      characters.push_back({step.class_index, t, t, step.probability});
    }
    previous = step.class_index;
  }
  return characters;
}

void AppendPiece(const std::vector<Step>& piece, int first, std::vector<Step>& line) {
  const int end = static_cast<int>(line.size());
  const int middle = (first + end) / 2;
  const auto both_blank = [&](int step) {
    return step >= first && step < end && line[step].class_index == 0 && piece[step - first].class_index == 0;
  };
  int meet = middle;
  for (int away = 0; away <= end - middle; ++away) {
    if (both_blank(middle - away)) meet = middle - away;
    else if (both_blank(middle + away)) meet = middle + away;
    else continue;
    break;
  }
  line.resize(meet);
  line.insert(line.end(), piece.begin() + (meet - first), piece.end());
}

Line AssembleLine(const std::vector<Character>& characters, const Charset& charset, const Quad& quad,
                  float steps_across) {
  Line line;
  line.quad = quad;
  const std::vector<Span> spans = CharacterSpans(characters, steps_across);
  LineBuilder builder(line);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    builder.Add(charset.at(characters[i].class_index), spans[i], characters[i].probability);
  }
  builder.Finish();
  line.text = std::string(WithoutOuterSpaces(line.text));
  line.confidence = MeanProbability(characters, charset);
  return line;
}

}  // namespace dsocr::recognize
