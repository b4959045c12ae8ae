// Reads pictures side by side, one thread each, with one reader: threads MODEL_FOLDER PICTURE...
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "dsocr/reader.h"

int main(int argc, char** argv) {
  if (argc < 3) return std::cerr << "usage: threads MODEL_FOLDER PICTURE...\n", 2;
  const auto reader = dsocr::Reader::Open(argv[1], {.threads = 2});
  if (!reader) return std::cerr << reader.error().message << '\n', 1;

  std::vector<std::string> texts(argc - 2);
  std::vector<std::thread> threads;
  for (int i = 2; i < argc; ++i) {
    threads.emplace_back([&reader, &text = texts[i - 2], path = argv[i]] {
      const auto page = reader->ReadFile(path);
      text = page ? page->Text() : page.error().message;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : texts) std::cout << text << '\n';
}
