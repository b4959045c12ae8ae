// Back ends can be listed, forced and proven to have run.
#include <gmock/gmock.h>

#include <cstdlib>

#include "base/cpu.h"
#include "dsocr/system.h"
#include "kernels/backend.h"

namespace dsocr {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

TEST(KernelBackend, ScalarIsTheLastOfTheList) {
  const std::vector<std::string> names = KernelBackends();
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.back(), "scalar");
}

TEST(KernelBackend, TheListFollowsTheCpu) {
  const std::vector<std::string> names = KernelBackends();
  EXPECT_EQ(std::ranges::count(names, "neon") == 1, Features().neon);
  EXPECT_EQ(std::ranges::count(names, "avx2") == 1, Features().avx2);
}

TEST(KernelBackend, StartsWithTheEnvironmentsChoiceOrTheFastest) {
  const char* wanted = std::getenv("DSOCR_BACKEND");
  EXPECT_EQ(KernelBackend(), wanted ? wanted : KernelBackends().front());
}

TEST(KernelBackend, EachOneCanBeForcedAndBringsItsOwnFunctions) {
  for (const std::string& name : KernelBackends()) {
    ASSERT_TRUE(SetKernelBackend(name));
    EXPECT_EQ(KernelBackend(), name);
    EXPECT_EQ(kernels::ActiveTable().name, name);
    const bool scalar_resize = kernels::ActiveTable().blend_rows == kernels::BlendRowsScalar;
    EXPECT_EQ(scalar_resize, name == "scalar");
  }
  ASSERT_TRUE(SetKernelBackend(KernelBackends().front()));
}

TEST(KernelBackend, AnUnknownNameListsTheKnownOnes) {
  const auto result = SetKernelBackend("sse9");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(result.error().message, HasSubstr("'sse9'"));
  EXPECT_THAT(result.error().message, HasSubstr("scalar"));
  EXPECT_THAT(KernelBackends(), Contains(KernelBackend()));
}

}  // namespace
}  // namespace dsocr
