#include "base/cpu_topology.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace dsocr {
namespace {

using Cpus = std::vector<int>;
namespace fs = std::filesystem;

// A folder as the system's, with one file for each CPU.
class MadeUpCpus : public testing::Test {
 protected:
  MadeUpCpus() : folder_(fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
  }
  ~MadeUpCpus() override { fs::remove_all(folder_); }

  void Say(const std::string& file, const std::vector<int>& values) const {
    for (std::size_t cpu = 0; cpu < values.size(); ++cpu) {
      const fs::path path = folder_ / ("cpu" + std::to_string(cpu)) / file;
      fs::create_directories(path.parent_path());
      std::ofstream(path) << values[cpu] << '\n';
    }
  }

  fs::path folder_;
};

constexpr char kCapacity[] = "cpu_capacity";
constexpr char kFrequency[] = "cpufreq/cpuinfo_max_freq";

TEST_F(MadeUpCpus, TheLittleOnesOfAPhoneAreLeftOut) {
  Say(kCapacity, {250, 250, 250, 250, 620, 620, 1024, 1024});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 2, 3, 4, 5, 6, 7}), (Cpus{4, 5, 6, 7}));
}

TEST_F(MadeUpCpus, CapacityCountsBeforeFrequency) {
  Say(kCapacity, {1024, 1024, 300, 300});
  Say(kFrequency, {1800000, 1800000, 2400000, 2400000});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 2, 3}), (Cpus{0, 1}));
}

TEST_F(MadeUpCpus, FrequencyWhereThereIsNoCapacity) {
  Say(kFrequency, {1804800, 1804800, 1804800, 1804800, 2419200, 2419200, 2419200, 2841600});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 2, 3, 4, 5, 6, 7}), (Cpus{4, 5, 6, 7}));
}

TEST_F(MadeUpCpus, EqualOnesAreAllBig) {
  Say(kCapacity, {1024, 1024, 1024, 1024});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 2, 3}), (Cpus{0, 1, 2, 3}));
}

TEST_F(MadeUpCpus, OneThatIsOnlyALittleFasterIsOfTheSameKind) {
  Say(kFrequency, {4700000, 4700000, 5000000, 4700000});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 2, 3}), (Cpus{0, 1, 2, 3}));
}

TEST_F(MadeUpCpus, OnlyThoseThatTheProcessMayRunOn) {
  Say(kCapacity, {250, 250, 250, 250, 900, 900, 1024, 1024});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 5, 7}), (Cpus{5, 7}));
  EXPECT_EQ(BigCpus(folder_, {1, 2}), (Cpus{1, 2}));  // in the background an app is kept on little ones
}

TEST_F(MadeUpCpus, AllWhereTheFolderDoesNotSay) {
  EXPECT_EQ(BigCpus(folder_, {0, 1}), (Cpus{0, 1}));
  Say(kCapacity, {250, 1024});
  EXPECT_EQ(BigCpus(folder_, {0, 1, 2}), (Cpus{0, 1, 2}));  // nothing about the third
  EXPECT_EQ(BigCpus(folder_, {}), Cpus{});
}

TEST(CpuTopology, ThisMachineHasBigOnes) {
  const Cpus allowed = AllowedCpus(), big = BigCpus();
  ASSERT_FALSE(big.empty());
  for (const int cpu : big) EXPECT_NE(std::find(allowed.begin(), allowed.end(), cpu), allowed.end()) << cpu;
}

TEST(CpuTopology, AThreadIsKeptForAScopeAndItsChildrenWithIt) {
  const Cpus before = AllowedCpus();
  const Cpus last{before.back()};
  {
    const ScopedAffinity affinity(last);
    EXPECT_EQ(AllowedCpus(), last);
    Cpus of_child;
    std::thread([&] { of_child = AllowedCpus(); }).join();
    EXPECT_EQ(of_child, last);
  }
  EXPECT_EQ(AllowedCpus(), before);
  { const ScopedAffinity nowhere_in_particular({}); }
  EXPECT_EQ(AllowedCpus(), before);
}

}  // namespace
}  // namespace dsocr
