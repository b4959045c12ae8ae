// Reads a picture in a section of its own for plugin.c: read MODEL_FOLDER PICTURE...
// As guest/read.py, but unstripped, so that instructions can be told apart by symbol.
#include <sys/resource.h>

#include <iostream>

#include "dsocr/reader.h"

int main(int argc, char** argv) {
  const auto reader = dsocr::Reader::Open(argv[1], {.threads = 1});
  if (!reader) return std::cerr << reader.error().message << '\n', 1;
  if (const auto page = reader->ReadFile(argv[2], {.max_side = 64}); !page) {
    return std::cerr << page.error().message << '\n', 1;
  }
  for (int i = 2; i < argc; ++i) {
    (void)getpriority(PRIO_PROCESS, 0xD50C);
    const auto page = reader->ReadFile(argv[i]);
    if (!page) return std::cerr << page.error().message << '\n', 1;
    std::cout << page->lines.size() << '\n';
  }
  (void)getpriority(PRIO_PROCESS, 0xD50C);
}
