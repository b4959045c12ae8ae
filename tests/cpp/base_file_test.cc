#include "base/file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/cpp/support/messages.h"

namespace dsocr {
namespace {

using dsocr::testing::MessageOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class FileTest : public ::testing::Test {
 protected:
  FileTest() : folder_(::testing::TempDir() + "dsocr_file_test_" + std::to_string(getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~FileTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  void Put(const std::string& name, const std::string& text) const { std::ofstream(Path(name)) << text; }
  int Entries() const {
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

  std::string folder_;
};

constexpr std::uint8_t kBytes[] = {1, 2, 3};

TEST_F(FileTest, WhatIsWrittenIsReadAgain) {
  ASSERT_TRUE(WriteFileAtomically(Path("grüße 你好.bin"), kBytes));
  const auto bytes = ReadFile(Path("grüße 你好.bin"));
  ASSERT_TRUE(bytes) << MessageOf(bytes);
  EXPECT_THAT(*bytes, ElementsAre(1, 2, 3));
  EXPECT_EQ(Entries(), 1) << "no temporary file stays behind";
}

TEST_F(FileTest, MissingEmptyAndFolderAreNamedWithTheirReason) {
  EXPECT_THAT(MessageOf(ReadFile(Path("missing"))), AllOf(StartsWith(Path("missing")), HasSubstr("No such file")));
  Put("empty", "");
  EXPECT_THAT(MessageOf(ReadFile(Path("empty"))), AllOf(StartsWith(Path("empty")), HasSubstr("empty")));
  EXPECT_THAT(MessageOf(ReadFile(folder_)), AllOf(StartsWith(folder_), HasSubstr("folder")));
}

// Root may read everything, so root steps down while it looks.
TEST_F(FileTest, WithoutPermissionTheReasonIsGiven) {
  constexpr uid_t kNobody = 65534;
  const bool root = geteuid() == 0;
  Put("secret", "x");
  chmod(Path("secret").c_str(), 0);
  if (root && seteuid(kNobody) != 0) GTEST_SKIP() << "this sandbox knows no user but root, who may read everything";
  const std::string message = MessageOf(ReadFile(Path("secret")));
  ASSERT_TRUE(!root || seteuid(0) == 0);
  EXPECT_THAT(message, HasSubstr("Permission denied"));
}

TEST_F(FileTest, PipesAreReadToTheirEnd) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  const std::string text(200'000, 'x');
  std::thread writer([&] { std::ofstream(Path("pipe")) << text; });
  const auto bytes = ReadFile(Path("pipe"));
  writer.join();
  ASSERT_TRUE(bytes) << MessageOf(bytes);
  EXPECT_EQ(bytes->size(), text.size());
}

TEST_F(FileTest, AFailedWriteLeavesTheOldFileAndNothingElse) {
  Put("old", "old");
  std::filesystem::create_directory(Path("target"));
  for (const std::string& path : {Path("target"), Path("no/such/folder/file"), Path("old") + "/file"}) {
    const auto result = WriteFileAtomically(path, kBytes);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kIo);
    EXPECT_THAT(result.error().message, StartsWith(path));
  }
  EXPECT_THAT(*ReadFile(Path("old")), ElementsAre('o', 'l', 'd'));
  EXPECT_EQ(Entries(), 2);
}

TEST_F(FileTest, ReplacesWhatStoodThere) {
  Put("file", "something longer");
  ASSERT_TRUE(WriteFileAtomically(Path("file"), kBytes));
  EXPECT_THAT(*ReadFile(Path("file")), ElementsAre(1, 2, 3));
}

TEST_F(FileTest, NamesMayBeAsLongAsTheSystemAllows) {
  const std::string name(255, 'n');
  ASSERT_TRUE(WriteFileAtomically(Path(name), kBytes));
  EXPECT_THAT(*ReadFile(Path(name)), ElementsAre(1, 2, 3));
}

// A container gives its processes the same numbers each time.
TEST_F(FileTest, WhatAKilledProcessLeftIsNoHindrance) {
  for (int i = 0; i < 100; ++i) Put(".tmp-" + std::to_string(getpid()) + "-" + std::to_string(i), "left");
  ASSERT_TRUE(WriteFileAtomically(Path("file"), kBytes));
  EXPECT_THAT(*ReadFile(Path("file")), ElementsAre(1, 2, 3));
  EXPECT_EQ(Entries(), 101);
}

}  // namespace
}  // namespace dsocr
