// Graphics processors: which there are, and whether networks run on them.
#pragma once

#include <string>
#include <vector>

#include "dsocr/error.h"
#include "dsocr/system.h"

namespace dsocr::engine {

struct Gpu {
  std::string name;
  bool fp16 = false;  // it computes in half precision
};

// The one that networks run on where a workspace names `backend`. Otherwise kModel, with what is missing in a few
// words: the back end in this build, or a device on this machine.
Expected<Gpu> FindGpu(Backend backend);

// As their drivers call them, the first being the one in use; each in a file that is compiled where the build has it.
std::vector<std::string> OpenClDevices();
std::vector<std::string> VulkanDevices();

}  // namespace dsocr::engine
