// Finds the lines of a picture and reads only those in its upper half: pixels MODEL_FOLDER PICTURE
#include <algorithm>
#include <iostream>
#include <span>
#include <vector>

#include "dsocr/reader.h"

namespace {

// The upright box around a quad, as a view of the same pixels: nothing is copied.
dsocr::ImageView Crop(const dsocr::ImageView& image, const dsocr::Quad& quad) {
  const auto [left, right] = std::ranges::minmax(quad, {}, &dsocr::Point::x);
  const auto [top, bottom] = std::ranges::minmax(quad, {}, &dsocr::Point::y);
  const int x = std::clamp(static_cast<int>(left.x), 0, image.width - 1);
  const int y = std::clamp(static_cast<int>(top.y), 0, image.height - 1);
  dsocr::ImageView crop = image;
  crop.data = image.row(y) + x * image.channels();
  crop.width = std::clamp(static_cast<int>(right.x) - x, 1, image.width - x);
  crop.height = std::clamp(static_cast<int>(bottom.y) - y, 1, image.height - y);
  return crop;
}

int Failed(const dsocr::Error& error) {
  std::cerr << error.message << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::cerr << "usage: pixels MODEL_FOLDER PICTURE\n", 2;
  const auto reader = dsocr::Reader::Open(argv[1]);
  if (!reader) return Failed(reader.error());
  const auto decoded = dsocr::DecodeImageFile(argv[2]);
  if (!decoded) return Failed(decoded.error());

  const dsocr::ImageView image = decoded->image.view();  // or your camera's: {data, width, height, stride, format}
  const auto found = reader->Detect(image);
  if (!found) return Failed(found.error());

  std::vector<dsocr::ImageView> crops;
  for (const dsocr::Detection& detection : *found) {
    if (detection.quad[0].y < image.height / 2) crops.push_back(Crop(image, detection.quad));
  }
  const auto lines = reader->Recognize(crops);
  if (!lines) return Failed(lines.error());
  for (const dsocr::Line& line : *lines) std::cout << line.text << '\n';
}
