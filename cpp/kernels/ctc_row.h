// What one time step knows while the classes pass by.
#pragma once

#include <limits>

namespace dsocr::kernels {

struct TileSummary {
  float largest;
  float sum;  // of exp(logit - reference), up to a factor of 1 + 1e-5
};

// Of `count` logits, a multiple of 8 or 20. Differences above 80 count as 80.
using SummarizeLogits = TileSummary(const float* logits, int count, float reference);

// Approximate logits near the largest, to be computed again.
struct CtcCandidate {
  int class_index;
  float logit;
};

struct CtcRow {
  static constexpr int kMostCandidates = 32;
  static constexpr float kNothing = -std::numeric_limits<float>::infinity();

  float cut = kNothing;        // tiles without a logit above it change nothing that counts
  float margin = 0;            // how far below the largest a logit may be the largest in truth; 0: logits are exact
  float largest = kNothing;
  float reference = 0;         // near `largest`, where the exponentials neither overflow nor vanish
  float sum = 0;               // of exp(logit - reference)
  int best = 0;                // class of `largest`
  int candidate_count = 0;     // used where margin > 0
  float lost = kNothing;       // the largest that found no place among the candidates
  CtcCandidate candidates[kMostCandidates];
};

// Takes in the logits of classes first_class to first_class + count - 1.
void AbsorbTile(CtcRow& row, const float* logits, int count, int first_class, SummarizeLogits* summarize);

}  // namespace dsocr::kernels
