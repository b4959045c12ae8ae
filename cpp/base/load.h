// Is the machine busy with other things?
#pragma once

#include <string_view>

namespace dsocr {

// Whether, over the last minute, more than twice as many threads wanted to run as there are CPUs. `loadavg` is what
// /proc/loadavg says; false where it says nothing.
bool IsCrowded(std::string_view loadavg, int cpus);
bool MachineIsCrowded();

}  // namespace dsocr
