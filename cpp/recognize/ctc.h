// Greedy decoding of Connectionist Temporal Classification (Graves et al., ICML 2006): the best class of each step,
// repetitions merged, blanks dropped.
#pragma once

#include <string>
#include <vector>

#include "dsocr/page.h"
#include "kernels/ctc_head.h"
#include "recognize/charset.h"

namespace dsocr::recognize {

// The best class of one time step, 0 being the blank.
using Step = kernels::CtcStep;

// One character and the steps, both inclusive, that said it.
struct Character {
  int class_index = 0;
  int first_step = 0;
  int last_step = 0;
  float probability = 0;  // the largest of its steps
};

// classes values a step: probabilities, or logits, whose softmax is taken for the best class only. {0, 0} where that is
// not finite.
void BestSteps(const float* rows, int steps, int classes, bool logits, Step* out);

std::vector<Character> MergeSteps(const Step* steps, int count);

// Appends the steps of the next piece of a line; its first step is step `first` of the line. Of what both saw, each
// gives the half that lies farther from its own end: they meet at the blank nearest to the middle.
void AppendPiece(const std::vector<Step>& piece, int first, std::vector<Step>& line);

// Text, confidence, words and characters of a line that stands in `quad` and was read with `steps_across` time steps
// over its width. The characters are in the order of writing, which need not be that of their steps. A character's box
// reaches halfway to its neighbours.
Line AssembleLine(const std::vector<Character>& characters, const Charset& charset, const Quad& quad, float steps_across);

}  // namespace dsocr::recognize
