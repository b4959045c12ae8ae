// Files as a whole: read them, and write them so that nobody ever sees half of one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsocr/error.h"

namespace dsocr {

// The whole file at `path` (UTF-8). kIo with the path and the reason where it is missing, a folder, not
// permitted, empty, or cannot be read to its end.
Expected<std::vector<std::uint8_t>> ReadFile(const std::string& path);

// Writes to a temporary name in the same folder, then renames over `path`. On failure the temporary file is
// removed and what stood at `path` before is untouched.
Expected<void> WriteFileAtomically(const std::string& path, std::span<const std::uint8_t> bytes);

}  // namespace dsocr
