// Resize and warp at the sizes that reading a page asks for. Work is counted in destination pixels.
#include <random>

#include "bench/kernels/measure.h"
#include "kernels/resize.h"
#include "kernels/warp.h"

namespace dsocr::bench {
namespace {

Image Noise(int width, int height, PixelFormat format) {
  Image image(width, height, format);
  std::mt19937 random(1);
  for (std::ptrdiff_t i = 0; i < image.stride() * height; ++i) image.data()[i] = static_cast<std::uint8_t>(random());
  return image;
}

struct Planes {
  Planes(int width, int height)
      : values(std::size_t{3} * width * height),
        planar{values.data(), width, height, width, static_cast<std::ptrdiff_t>(width) * height} {}
  std::vector<float> values;
  kernels::PlanarF32 planar;
};

void Resize(const std::string& name, const Image& image, int width, int height) {
  Planes planes(width, height);
  Report("resize " + name, std::to_string(width) + "x" + std::to_string(height), double(width) * height, [&] {
    return [&] { kernels::ResizeToPlanar(image.view(), {}, planes.planar); };
  });
}

void Warp(const std::string& name, const kernels::Homography& map, const Image& image) {
  Planes planes(320, 48);
  Report("warp " + name, "320x48", 320.0 * 48, [&] {
    return [&] { kernels::WarpToPlanar(image.view(), map, {}, planes.planar); };
  });
}

}  // namespace

void PictureKernels() {
  const Image photo = Noise(1280, 960, PixelFormat::kRgb);
  Resize("1280x960 colour", photo, 960, 736);
  Resize("1280x960 colour", photo, 480, 352);
  Resize("1280x960 grey", Noise(1280, 960, PixelFormat::kGray), 960, 736);
  Warp("affine", {{0.9, 0.1, 100, -0.1, 0.9, 200, 0, 0, 1}}, photo);
  Warp("perspective", {{0.9, 0.1, 100, -0.1, 0.9, 200, 1e-4, 2e-5, 1}}, photo);
  Warp("reduced by 2", {{2, 0.2, 100, -0.2, 2, 200, 0, 0, 1}}, photo);
}

}  // namespace dsocr::bench
