#include "kernels/ctc_row.h"

#include <algorithm>
#include <cmath>

namespace dsocr::kernels {
namespace {

// exp(-18) is 1.5e-8: of 20,000 classes all together 3e-4 of the largest, of real outputs far less.
constexpr float kNegligible = 18;
// exp(40) times the number of classes stays far from the largest float.
constexpr float kHighestAboveReference = 40;

void DropDistantCandidates(CtcRow& row) {
  const float least = row.largest - row.margin;
  const auto* end = std::remove_if(row.candidates, row.candidates + row.candidate_count,
                                   [least](const CtcCandidate& candidate) { return candidate.logit < least; });
  row.candidate_count = static_cast<int>(end - row.candidates);
}

void AddCandidate(CtcRow& row, const CtcCandidate& candidate) {
  if (row.candidate_count == CtcRow::kMostCandidates) DropDistantCandidates(row);
  if (row.candidate_count == CtcRow::kMostCandidates) {
    row.lost = std::max(row.lost, candidate.logit);
    return;
  }
  row.candidates[row.candidate_count++] = candidate;
}

void TakeLargest(CtcRow& row, const float* logits, int count, int first_class) {
  for (int j = 0; j < count; ++j) {
    const bool larger = logits[j] > row.largest;
    if (row.margin > 0 && logits[j] >= row.largest - row.margin) AddCandidate(row, {first_class + j, logits[j]});
    if (!larger) continue;
    row.largest = logits[j];
    row.best = first_class + j;
  }
  row.cut = row.largest - std::max(kNegligible, row.margin);
}

void MoveReference(CtcRow& row, float reference) {
  row.sum = row.sum == 0 ? 0 : row.sum * std::exp(row.reference - reference);
  row.reference = reference;
}

}  // namespace

void AbsorbTile(CtcRow& row, const float* logits, int count, int first_class, SummarizeLogits* summarize) {
  TileSummary tile = summarize(logits, count, row.reference);
  if (row.sum == 0 || tile.largest > row.reference + kHighestAboveReference) {
    MoveReference(row, tile.largest);
    tile = summarize(logits, count, row.reference);
  }
  row.sum += tile.sum;
  if (tile.largest >= row.largest - row.margin) TakeLargest(row, logits, count, first_class);
}

}  // namespace dsocr::kernels
