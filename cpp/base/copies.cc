#include "base/copies.h"

#include <utility>

namespace dsocr {
namespace {

thread_local CopyTally* tally_of_this_thread = nullptr;

}  // namespace

CopyTally::Scope::Scope(CopyTally& tally) : before_(std::exchange(tally_of_this_thread, &tally)) {}
CopyTally::Scope::~Scope() { tally_of_this_thread = before_; }

void CountCopy(Copy kind, std::size_t bytes) {
  if (tally_of_this_thread != nullptr) tally_of_this_thread->Add(kind, bytes);
}

}  // namespace dsocr
