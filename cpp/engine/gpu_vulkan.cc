#define MNN_USE_LIB_WRAPPER
#include <vulkan/vulkan_wrapper.h>

#include <cstdint>

#include "engine/gpu.h"

namespace dsocr::engine {
namespace {

std::vector<VkPhysicalDevice> DevicesOf(VkInstance instance) {
  std::uint32_t count = 0;
  if (vkEnumeratePhysicalDevices(instance, &count, nullptr) != VK_SUCCESS) return {};
  std::vector<VkPhysicalDevice> devices(count);
  if (vkEnumeratePhysicalDevices(instance, &count, devices.data()) != VK_SUCCESS) return {};
  devices.resize(count);
  return devices;
}

}  // namespace

std::vector<std::string> VulkanDevices() {
  if (InitVulkan() == 0 || vkCreateInstance == nullptr) return {};
  VkApplicationInfo application{};
  application.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO;
  application.apiVersion = VK_API_VERSION_1_0;
  VkInstanceCreateInfo wanted{};
  wanted.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
  wanted.pApplicationInfo = &application;
  VkInstance instance = VK_NULL_HANDLE;
  if (vkCreateInstance(&wanted, nullptr, &instance) != VK_SUCCESS) return {};

  std::vector<std::string> names;
  for (const VkPhysicalDevice device : DevicesOf(instance)) {
    VkPhysicalDeviceProperties properties{};
    vkGetPhysicalDeviceProperties(device, &properties);
    names.emplace_back(properties.deviceName);
  }
  vkDestroyInstance(instance, nullptr);
  return names;
}

}  // namespace dsocr::engine
