// The kernels one by one, for tests that compare them with other people's.
#include <vector>

#include "bindings/bindings.h"
#include "bindings/errors.h"
#include "bindings/pixels.h"
#include "dsocr/system.h"
#include "kernels/resize.h"
#include "kernels/threshold.h"
#include "kernels/warp.h"

namespace dsocr::bindings {
namespace {

using Triple = std::array<float, 3>;

// Puts the process's back end back when it goes.
class ForcedBackend {
 public:
  explicit ForcedBackend(const std::string& name) : before_(KernelBackend()) { Unwrap(SetKernelBackend(name)); }
  ~ForcedBackend() { (void)SetKernelBackend(before_); }
  ForcedBackend(const ForcedBackend&) = delete;
  ForcedBackend& operator=(const ForcedBackend&) = delete;

 private:
  std::string before_;
};

// (channel / 255 - mean) / std, the way models state it.
kernels::Normalization Normalize(const Triple& mean, const Triple& std, bool bgr) {
  kernels::Normalization normalization;
  normalization.bgr = bgr;
  for (int c = 0; c < 3; ++c) {
    normalization.scale[c] = 1.f / (255.f * std[c]);
    normalization.bias[c] = -mean[c] / std[c];
  }
  return normalization;
}

template <typename T>
py::bytes AsBytes(const std::vector<T>& values) {
  return py::bytes(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

// Gives `kernel` three planes to fill and returns them.
template <typename Kernel>
py::bytes FillPlanes(int width, int height, const Kernel& kernel) {
  if (width < 1 || height < 1) Raise({ErrorCode::kInvalidArgument, "width and height must be at least 1"});
  const std::size_t plane = static_cast<std::size_t>(width) * height;
  std::vector<float> values(3 * plane);
  kernel(kernels::PlanarF32{values.data(), width, height, width, static_cast<std::ptrdiff_t>(plane)});
  return AsBytes(values);
}

py::bytes ResizeToPlanar(const py::buffer& image, int width, int height, const Triple& mean, const Triple& std,
                         bool bgr, const std::string& backend) {
  const Pixels pixels(image, "image");
  const ForcedBackend forced(backend);
  return FillPlanes(width, height, [&](const kernels::PlanarF32& planes) {
    kernels::ResizeToPlanar(pixels.view(), Normalize(mean, std, bgr), planes);
  });
}

py::bytes WarpToPlanar(const py::buffer& image, const std::array<double, 9>& homography, int width, int height,
                       const Triple& mean, const Triple& std, bool bgr, const std::string& backend) {
  const Pixels pixels(image, "image");
  const ForcedBackend forced(backend);
  kernels::Homography map;
  std::copy(homography.begin(), homography.end(), map.m);
  return FillPlanes(width, height, [&](const kernels::PlanarF32& planes) {
    kernels::WarpToPlanar(pixels.view(), map, Normalize(mean, std, bgr), planes);
  });
}

py::bytes ThresholdMask(const py::buffer& values, float threshold, const std::string& backend) {
  const py::buffer_info info = values.request();
  if (!info.item_type_is_equivalent_to<float>() || PyBuffer_IsContiguous(info.view(), 'C') == 0) {
    Raise({ErrorCode::kInvalidArgument, "values: expected contiguous float32"});
  }
  const ForcedBackend forced(backend);
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(info.size));
  kernels::ThresholdMask(static_cast<const float*>(info.ptr), mask.size(), threshold, mask.data());
  return AsBytes(mask);
}

}  // namespace

void BindKernels(py::module_& module) {
  py::module_ kernels = module.def_submodule("kernels", "The kernels one by one, for tests.");
  kernels.def("backends", &KernelBackends);
  kernels.def("resize_to_planar", &ResizeToPlanar, py::arg("image"), py::arg("width"), py::arg("height"),
              py::arg("mean"), py::arg("std"), py::arg("bgr"), py::arg("backend"));
  kernels.def("warp_to_planar", &WarpToPlanar, py::arg("image"), py::arg("homography"), py::arg("width"),
              py::arg("height"), py::arg("mean"), py::arg("std"), py::arg("bgr"), py::arg("backend"));
  kernels.def("threshold_mask", &ThresholdMask, py::arg("values"), py::arg("threshold"), py::arg("backend"));
}

}  // namespace dsocr::bindings
