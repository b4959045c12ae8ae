// Put before every file of MNN: a library must not write to its user's standard output, and MNN reports on it
// whatever it finds remarkable (the CPU's features at each start, for one).
#pragma once

#include <MNN/MNNDefine.h>

#undef MNN_PRINT
#undef MNN_ERROR
#define MNN_PRINT(format, ...) ((void)0)
#define MNN_ERROR(format, ...) ((void)0)
