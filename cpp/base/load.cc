#include "base/load.h"

#include <fstream>
#include <locale>
#include <sstream>
#include <string>

#include "base/machine.h"

namespace dsocr {

bool IsCrowded(std::string_view loadavg, int cpus) {
  std::istringstream stream{std::string(loadavg)};
  stream.imbue(std::locale::classic());  // the process's may write 0,5
  double load = 0;
  return stream >> load && load > 2.0 * cpus;
}

bool MachineIsCrowded() {
  std::ifstream file("/proc/loadavg");  // Android hides it
  std::string line;
  std::getline(file, line);
  return IsCrowded(line, OnlineCpus());
}

}  // namespace dsocr
