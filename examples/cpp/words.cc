// Prints each word of a picture with its corner: words MODEL_FOLDER PICTURE
#include <cstdio>

#include "dsocr/reader.h"

namespace {

int ExitCode(const dsocr::Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  switch (error.code) {
    case dsocr::ErrorCode::kIo:
    case dsocr::ErrorCode::kImage: return 1;  // this picture; the next one may be fine
    default: return 2;                        // the model, the options, or this machine
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: words MODEL_FOLDER PICTURE\n", stderr), 2;

  const auto reader = dsocr::Reader::Open(argv[1], {.threads = 2, .precision = dsocr::Precision::kFp32});
  if (!reader) return ExitCode(reader.error());

  dsocr::ReadOptions options;
  options.min_confidence = 0.9f;
  options.max_side = 1280;
  const auto page = reader->ReadFile(argv[2], options);
  if (!page) return ExitCode(page.error());

  for (const dsocr::Line& line : page->lines) {
    for (const dsocr::Word& word : line.words) {
      const dsocr::Point corner = word.quad[0];
      std::printf("%6.1f %6.1f  %.2f  %s\n", corner.x, corner.y, word.confidence, word.text.c_str());
    }
  }
}
