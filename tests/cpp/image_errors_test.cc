// Whatever the bytes are: a picture or one sentence, never a crash.
#include <gmock/gmock.h>

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "dsocr/system.h"
#include "tests/cpp/support/decoded.h"
#include "tests/cpp/support/pictures.h"

namespace dsocr {
namespace {

using dsocr::testing::BmpFile;
using dsocr::testing::ByteVector;
using dsocr::testing::BytesOf;
using dsocr::testing::DecodeError;
using dsocr::testing::MakeImage;
using dsocr::testing::MessageOf;
using dsocr::testing::PngFile;
using dsocr::testing::Scattered;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Nothing where the bytes are refused.
ByteVector PixelsOf(const ByteVector& bytes) {
  const auto decoded = DecodeImage(bytes, "test");
  if (!decoded) return {};
  const Image& image = decoded->image;
  return {image.data(), image.data() + image.stride() * image.height()};
}

TEST(ImageErrors, OtherFormatsAreNamed) {
  const std::pair<std::string_view, const char*> kCases[] = {
      {"GIF89a......", "GIF"},
      {{"II*\0........", 12}, "TIFF"},
      {{"\0\0\0\x18" "ftypheic", 12}, "HEIC"},
      {{"\0\0\0\x18" "ftypavif", 12}, "AVIF"},
      {"%PDF-1.7 ....", "PDF"},
      {"Dear all, this is no picture", "a text"},
      {{"\x01\x02\x03\x04\x05\x06\x07\x08\x09", 9}, "01 02 03 04 05 06 07 08"},
      {"", "empty"},
  };
  for (const auto& [bytes, name] : kCases) {
    EXPECT_THAT(DecodeError(BytesOf(bytes)), AllOf(StartsWith("test: is "), HasSubstr(name), HasSubstr("expected a JPEG, PNG, WebP or BMP")));
  }
}

TEST(ImageErrors, FilesThatCannotBeReadAreNamed) {
  EXPECT_THAT(MessageOf(DecodeImageFile("/no/such/file.jpg")), AllOf(StartsWith("/no/such/file.jpg"), HasSubstr("No such file")));
  EXPECT_THAT(MessageOf(DecodeImageFile("/")), HasSubstr("folder"));
}

// The headers promise 3.6 billion pixels; their files have a few bytes.
TEST(ImageErrors, HugeSizesAreRefusedBeforeMemoryIsTaken) {
  ByteVector jpeg = *EncodeImage(MakeImage(16, 16, PixelFormat::kGray, Scattered).view(), "jpeg");
  constexpr std::uint8_t kFrame[] = {0xFF, 0xC0};
  const auto frame = std::search(jpeg.begin(), jpeg.end(), std::begin(kFrame), std::end(kFrame));
  ASSERT_NE(frame, jpeg.end());
  for (int i = 5; i < 9; ++i) frame[i] = i % 2 ? 0xEA : 0x60;  // 60000 x 60000
  const long long before = PeakMemoryBytes();
  for (const ByteVector& file : {PngFile(60000, 60000, 8, 6, {0, 0}), BmpFile(60000, 60000, 24, 0, {}, {0, 0}), jpeg}) {
    EXPECT_THAT(DecodeError(file), AllOf(HasSubstr("60000 x 60000"), HasSubstr("max_pixels")));
  }
  EXPECT_LT(PeakMemoryBytes(), before + (16 << 20));
}

TEST(ImageErrors, TheLimitIsExact) {
  const auto file = EncodeImage(MakeImage(30, 20, PixelFormat::kRgb, Scattered).view(), "png");
  ASSERT_TRUE(file);
  EXPECT_EQ(DecodeError(*file, {.max_pixels = 600}), "no error");
  EXPECT_THAT(DecodeError(*file, {.max_pixels = 599}), HasSubstr("30 x 20 pixels, expected at most 599"));
}

// Its rows would have more bytes than an int counts, however many pixels the caller allows.
TEST(ImageErrors, ASideThatIsTooLongIsNamed) {
  constexpr int kLong = (1 << 28) + 1;
  for (const ByteVector& file : {PngFile(kLong, 1, 8, 2, {0, 0}), BmpFile(1, kLong, 24, 0, {}, {0, 0})}) {
    EXPECT_THAT(DecodeError(file, {.max_pixels = std::int64_t{1} << 40}),
                AllOf(HasSubstr("268435457"), HasSubstr("expected at most 268435456 a side")));
  }
}

TEST(ImageErrors, NoPixelsAreAnError) {
  EXPECT_NE(DecodeError(PngFile(0, 0, 8, 0, {})), "no error");
  EXPECT_THAT(DecodeError(BmpFile(0, 5, 24, 0, {}, {})), HasSubstr("0 x 5"));
}

TEST(ImageErrors, NarrowPicturesAreFine) {
  for (const auto& [width, height] : {std::pair{100000, 1}, {1, 100000}, {1, 1}}) {
    const Image image = MakeImage(width, height, PixelFormat::kGray, Scattered);
    const auto file = EncodeImage(image.view(), "png");
    ASSERT_TRUE(file);
    EXPECT_EQ(DecodeError(*file), "no error");
  }
}

// Cutting a file anywhere gives an error, except where no pixel is lost: a JPEG ends in a marker of two bytes, a PNG in
// the checksum of an empty chunk.
TEST(ImageErrors, EveryPrefixIsRefused) {
  const Image image = MakeImage(20, 12, PixelFormat::kRgb, Scattered);
  const ByteVector files[] = {*EncodeImage(image.view(), "png"), *EncodeImage(image.view(), "jpeg"),
                              BmpFile(3, 2, 24, 0, {}, ByteVector(24))};
  for (const ByteVector& file : files) {
    const ByteVector whole = PixelsOf(file);
    ASSERT_FALSE(whole.empty());
    const std::size_t may_lack = file[0] == 0xFF ? 2 : file[0] == 0x89 ? 4 : 0;
    for (std::size_t size = 0; size < file.size(); ++size) {
      const ByteVector pixels = PixelsOf({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)});
      const bool may_be_whole = size + may_lack >= file.size();
      ASSERT_TRUE(pixels.empty() || (may_be_whole && pixels == whole)) << size << " of " << file.size();
    }
  }
}

TEST(ImageErrors, EncodingNamesWhatIsWrong) {
  const Image image(2, 2, PixelFormat::kRgb);
  EXPECT_THAT(MessageOf(EncodeImage(image.view(), "gif")), AllOf(HasSubstr("'gif'"), HasSubstr("'png' or 'jpeg'")));
  EXPECT_THAT(MessageOf(EncodeImage(image.view(), "jpeg", 101)), HasSubstr("101, expected 1 to 100"));
  EXPECT_THAT(MessageOf(EncodeImage({}, "png")), HasSubstr("empty"));
  EXPECT_THAT(MessageOf(WriteImageFile("page.gif", image.view())), AllOf(StartsWith("page.gif"), HasSubstr(".png")));
  EXPECT_THAT(MessageOf(WriteImageFile("/no/such/folder/page.png", image.view())), StartsWith("/no/such/folder/page.png"));
}

std::int64_t AddressSpace() {
  std::int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

// Noise, whose JPEG is large; where its memory ends while it grows, that is an error as any other.
TEST(ImageErrors, EncodingThatRunsOutOfMemorySaysSo) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers take address space without limit";
#endif
  const Image image = MakeImage(3000, 3000, PixelFormat::kGray, Scattered);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_AS, &before), 0);
  for (const int megabytes : {1, 2, 4, 8, 16}) {
    const rlimit tight{static_cast<rlim_t>(AddressSpace() + (std::int64_t{megabytes} << 20)), before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_AS, &tight), 0);
    const std::string message = MessageOf(EncodeImage(image.view(), "jpeg", 100));
    ASSERT_EQ(setrlimit(RLIMIT_AS, &before), 0);
    // Emulators do not limit anything.
    EXPECT_TRUE(message == "not enough memory to encode the picture" || message == "no error") << message;
  }
}

TEST(ImageErrors, WrittenFilesAreReadAgain) {
  const Image image = MakeImage(7, 5, PixelFormat::kRgb, Scattered);
  const std::string path = ::testing::TempDir() + "dsocr_image_errors_test.PNG";
  ASSERT_TRUE(WriteImageFile(path, image.view()));
  EXPECT_EQ(dsocr::testing::LargestDifference(DecodeImageFile(path), 7, 5, PixelFormat::kRgb, Scattered), 0);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace dsocr
