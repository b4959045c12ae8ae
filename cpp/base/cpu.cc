#include "base/cpu.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#elif defined(__x86_64__)
#include <cpuid.h>

#include <cstdint>
#endif

namespace dsocr {
namespace {

#if defined(__aarch64__)

CpuFeatures Detect() {
  CpuFeatures features{.neon = true};
#if defined(__linux__)
  // Bits of the kernel's interface (asm/hwcap.h), spelt out: older headers lack the newer ones.
  const unsigned long hwcap = getauxval(AT_HWCAP);
  const unsigned long hwcap2 = getauxval(AT_HWCAP2);
  features.asimdhp = hwcap >> 10 & 1;
  features.asimddp = hwcap >> 20 & 1;
  features.i8mm = hwcap2 >> 13 & 1;
#elif defined(__APPLE__)
  features.asimdhp = features.asimddp = true;  // every 64-bit Mac has both
#endif
  return features;
}

#elif defined(__x86_64__)

struct CpuidResult {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
};

CpuidResult Cpuid(unsigned leaf) {
  CpuidResult r;
  __get_cpuid_count(leaf, 0, &r.eax, &r.ebx, &r.ecx, &r.edx);
  return r;
}

// Which register files the system saves at a task switch.
std::uint64_t Xcr0() {
  unsigned low, high;
  asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (std::uint64_t{high} << 32) | low;
}

bool HasAll(std::uint64_t value, std::uint64_t bits) { return (value & bits) == bits; }

CpuFeatures Detect() {
  CpuFeatures features;
  constexpr unsigned kFma = 1u << 12, kOsxsave = 1u << 27, kAvx = 1u << 28, kF16c = 1u << 29;
  if (!HasAll(Cpuid(1).ecx, kFma | kOsxsave | kAvx | kF16c)) return features;
  constexpr std::uint64_t kYmmState = 0x6, kZmmState = 0xE6;
  const std::uint64_t saved = Xcr0();
  const CpuidResult leaf7 = Cpuid(7);
  constexpr unsigned kAvx2 = 1u << 5, kAvx512F = 1u << 16, kAvx512Dq = 1u << 17, kAvx512Bw = 1u << 30, kAvx512Vl = 1u << 31;
  features.avx2 = HasAll(saved, kYmmState) && HasAll(leaf7.ebx, kAvx2);
  features.avx512 = features.avx2 && HasAll(saved, kZmmState) &&
                    HasAll(leaf7.ebx, kAvx512F | kAvx512Dq | kAvx512Bw | kAvx512Vl);
  features.avx512vnni = features.avx512 && (leaf7.ecx >> 11 & 1);
  return features;
}

#else

CpuFeatures Detect() { return {}; }

#endif

}  // namespace

const CpuFeatures& Features() {
  static const CpuFeatures features = Detect();
  return features;
}

}  // namespace dsocr
