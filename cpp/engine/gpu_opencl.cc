#define MNN_USE_LIB_WRAPPER
#include <opencl/OpenCLWrapper.hpp>

#include "engine/gpu.h"

namespace dsocr::engine {

// MNN looks at the first platform alone, and there at what calls itself a GPU.
std::vector<std::string> OpenClDevices() {
  using MNN::OpenCLSymbolsOperator;
  OpenCLSymbolsOperator::createOpenCLSymbolsOperatorSingleInstance();
  MNN::OpenCLSymbols* library = OpenCLSymbolsOperator::getOpenclSymbolsPtr();
  if (library == nullptr || library->isError()) return {};

  std::vector<cl::Platform> platforms;
  if (cl::Platform::get(&platforms) != CL_SUCCESS || platforms.empty()) return {};
  std::vector<cl::Device> devices;
  if (platforms.front().getDevices(CL_DEVICE_TYPE_GPU, &devices) != CL_SUCCESS) return {};
  std::vector<std::string> names;
  for (const cl::Device& device : devices) names.push_back(device.getInfo<CL_DEVICE_NAME>());
  return names;
}

}  // namespace dsocr::engine
