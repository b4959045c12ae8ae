#include "dsocr/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "pipeline/precision.h"

namespace dsocr {
namespace {

using pipeline::ChoosePrecision;
using pipeline::Weights;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kModel[] = "python/dsocr_native/models/fast";

bool BuildHas(Backend backend) {
  for (const BackendInfo& info : Backends()) {
    if (info.name == NameOf(backend)) return true;
  }
  return false;
}

TEST(Backends, TheCpuComesFirst) {
  ASSERT_FALSE(Backends().empty());
  EXPECT_EQ(Backends().front().name, "cpu");
  EXPECT_EQ(Backends().front().devices, std::vector{Cpu().architecture});
}

TEST(Backends, OneThatIsNotInThisBuildIsReplacedByTheCpuWhichSaysSo) {
  for (const Backend backend : {Backend::kOpenCl, Backend::kVulkan}) {
    if (BuildHas(backend)) continue;
    const auto reader = Reader::Open(kModel, {.threads = 2, .backend = backend});
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(reader->Info().device, std::string("cpu (this build has no ") + NameOf(backend) + ")");
    EXPECT_EQ(reader->Info().threads, 2);
  }
}

TEST(Backends, AModelThatIsMissingIsMissingOnEveryOne) {
  for (const Backend backend : {Backend::kCpu, Backend::kOpenCl, Backend::kVulkan}) {
    const auto reader = Reader::Open("none", {.backend = backend});
    ASSERT_FALSE(reader);
    EXPECT_THAT(reader.error().message, HasSubstr("model.ini"));
  }
}

TEST(PrecisionOnAGpu, IsHalfWhereItHasThat) {
  const engine::Gpu mali{"Mali", true}, old{"Old", false};
  EXPECT_EQ(ChoosePrecision(Precision::kAuto, Weights::kMixed, &mali)->description, "fp16");
  EXPECT_EQ(ChoosePrecision(Precision::kAuto, Weights::kMixed, &old)->description, "fp32");
  EXPECT_EQ(ChoosePrecision(Precision::kFp32, Weights::kMixed, &mali)->description, "fp32");
  EXPECT_EQ(ChoosePrecision(Precision::kInt8, Weights::kMixed, &mali).error().message,
            "precision is int8, but Mali is used in fp16 and fp32; expected one of them or auto");
  EXPECT_THAT(ChoosePrecision(Precision::kFp16, Weights::kMixed, &old).error().message,
              StartsWith("precision is fp16, but Old is used in fp32 alone; expected fp32 or auto"));
}

}  // namespace
}  // namespace dsocr
