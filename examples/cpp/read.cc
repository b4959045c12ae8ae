// Reads pictures: read MODEL_FOLDER PICTURE...
#include <iostream>

#include "dsocr/reader.h"

int main(int argc, char** argv) {
  const auto reader = dsocr::Reader::Open(argv[1]);
  if (!reader) return std::cerr << reader.error().message << '\n', 1;
  for (int i = 2; i < argc; ++i) {
    const auto page = reader->ReadFile(argv[i]);
    if (!page) return std::cerr << page.error().message << '\n', 1;
    std::cout << page->Text() << '\n';
  }
}
