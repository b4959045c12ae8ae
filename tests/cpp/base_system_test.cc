#include "dsocr/system.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/cpu.h"

namespace dsocr {
namespace {

using ::testing::Contains;
using ::testing::MatchesRegex;
using ::testing::Not;

TEST(Cpu, ArchitectureAndPageSize) {
#if defined(__aarch64__)
  EXPECT_EQ(Cpu().architecture, "aarch64");
  EXPECT_THAT(Cpu().features, Contains("neon"));
#elif defined(__x86_64__)
  EXPECT_EQ(Cpu().architecture, "x86_64");
  EXPECT_THAT(Cpu().features, Not(Contains("neon")));
#endif
  EXPECT_GE(Cpu().page_size, 4096);
  EXPECT_EQ(Cpu().page_size & (Cpu().page_size - 1), 0);
}

TEST(Cpu, CountsAtLeastThisThreadsCpu) { EXPECT_GE(Cpu().logical_cpus, 1); }

#if defined(__x86_64__)
// The words of the first line of /proc/cpuinfo that begins with `key`.
std::vector<std::string> KernelSays(const std::string& key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    std::istringstream words(line.substr(line.find(':') + 1));
    return {std::istream_iterator<std::string>(words), {}};
  }
  return {};
}

TEST(Cpu, FeaturesAgreeWithTheKernels) {
  const std::vector<std::string> flags = KernelSays("flags");
  ASSERT_FALSE(flags.empty());
  const auto says = [&](const char* flag) { return std::ranges::count(flags, flag) > 0; };
  EXPECT_EQ(Features().avx2, says("avx2") && says("fma") && says("f16c"));
  EXPECT_EQ(Features().avx512, says("avx512f") && says("avx512bw") && says("avx512vl") && says("avx512dq"));
  EXPECT_EQ(Features().avx512vnni, Features().avx512 && says("avx512_vnni"));
}
#endif

TEST(Cpu, AFeatureBringsWhatItBuildsOn) {
  EXPECT_TRUE(Features().avx2 || !Features().avx512);
  EXPECT_TRUE(Features().neon || !Features().asimdhp);
}

TEST(PeakMemory, GrowsWithWhatIsTouched) {
  const long long before = PeakMemoryBytes();
  ASSERT_GT(before, 0);
  constexpr std::size_t kSize = 64 << 20, kSmallestPage = 4096;
  std::vector<char> memory(kSize);
  volatile char* touched = memory.data();
  for (std::size_t i = 0; i < kSize; i += kSmallestPage) touched[i] = 1;
  EXPECT_GE(PeakMemoryBytes(), before + static_cast<long long>(kSize) / 2);
}

TEST(Version, HasThreeNumbers) { EXPECT_THAT(Version(), MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+.*")); }

}  // namespace
}  // namespace dsocr
