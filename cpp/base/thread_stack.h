// How much stack threads get that begin from here on.
#pragma once

#include <cstddef>

namespace dsocr {

// A reading takes between 72 and 96 KB in a thread that helps (x86-64, two pages of receipts; `ulimit -s` tells).
inline constexpr std::size_t kThreadStackBytes = 1 << 20;

// musl gives a thread 128 KB, which leaves too little. Raises that to kThreadStackBytes, for every thread that this process
// begins later: musl knows no other way for threads that the engine begins. Elsewhere it does nothing; there a thread has
// a megabyte or more.
void EnsureThreadStacks();

}  // namespace dsocr
