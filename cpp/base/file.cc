#include "base/file.h"

#include <unistd.h>  // mingw has it as well: getpid

#include <atomic>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include "base/file_calls.h"

namespace dsocr {
namespace {

std::string Reason(int error) { return std::generic_category().message(error); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { Close(); }
  int get() const { return fd_; }
  int Close() {
    const int fd = std::exchange(fd_, -1);
    return fd >= 0 ? file_calls::Close(fd) : 0;
  }

 private:
  int fd_;
};

// The size that the system tells is a hint: it is 0 for pipes, and a file may grow or shrink meanwhile.
Expected<std::vector<std::uint8_t>> ReadToEnd(int fd, const std::string& path, std::size_t size_hint) {
  std::vector<std::uint8_t> bytes(size_hint + 1);
  std::size_t used = 0;
  for (;;) {
    const long long got = file_calls::Read(fd, bytes.data() + used, bytes.size() - used);
    if (got < 0) {
      return Fail(ErrorCode::kIo, path + ": cannot be read after " + std::to_string(used) + " bytes: " + Reason(errno));
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used == bytes.size()) bytes.resize(bytes.size() * 2 + 65536);
  }
  bytes.resize(used);
  return bytes;
}

bool WriteAll(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const long long put = file_calls::Write(fd, bytes.data(), bytes.size());
    if (put < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

// In the same folder, and short: `path` may be as long as a name can be.
std::string TemporaryName(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  const std::string folder = path.substr(0, path.find_last_of(file_calls::kSeparators) + 1);  // npos + 1 is 0
  return folder + ".tmp-" + std::to_string(getpid()) + "-" + std::to_string(counter++);
}

// A name may be taken: by a process of the same number in another container, or one that was killed.
int OpenTemporary(const std::string& path, std::string& temporary) {
  int fd;
  do {
    temporary = TemporaryName(path);
    fd = file_calls::Create(temporary);
  } while (fd < 0 && errno == EEXIST);
  return fd;
}

std::unexpected<Error> IsFolder(const std::string& path, const char* expected) {
  return Fail(ErrorCode::kIo, path + ": is a folder, expected " + expected);
}

std::unexpected<Error> CannotWrite(const std::string& path, int error) {
  return Fail(ErrorCode::kIo, path + ": cannot be written: " + Reason(error));
}

}  // namespace

Expected<std::vector<std::uint8_t>> ReadFile(const std::string& path) {
  const Descriptor file(file_calls::OpenToRead(path));
  if (file.get() < 0 && errno == EISDIR) return IsFolder(path, "a file");
  if (file.get() < 0) return Fail(ErrorCode::kIo, path + ": cannot be opened: " + Reason(errno));
  file_calls::Kind kind;
  if (file_calls::KindOf(file.get(), kind) != 0) {
    return Fail(ErrorCode::kIo, path + ": cannot be read: " + Reason(errno));
  }
  if (kind.is_folder) return IsFolder(path, "a file");
  try {
    auto bytes = ReadToEnd(file.get(), path, kind.size);
    if (bytes && bytes->empty()) return Fail(ErrorCode::kIo, path + ": is empty (0 bytes)");
    return bytes;
  } catch (const std::bad_alloc&) {
    return Fail(ErrorCode::kIo, path + ": no memory for its " + std::to_string(kind.size) + " bytes");
  }
}

Expected<void> WriteFileAtomically(const std::string& path, std::span<const std::uint8_t> bytes) {
  // Taking the name would say the same, but only after all bytes were written.
  file_calls::Kind kind;
  if (file_calls::KindOf(path, kind) == 0 && kind.is_folder) return IsFolder(path, "the name of a file to write");
  std::string temporary;
  Descriptor file(OpenTemporary(path, temporary));
  if (file.get() < 0) return CannotWrite(path, errno);
  if (!WriteAll(file.get(), bytes) || file.Close() != 0 || file_calls::Replace(temporary, path) != 0) {
    const int error = errno;
    file.Close();  // Windows removes no file that is open
    file_calls::Remove(temporary);
    return CannotWrite(path, error);
  }
  return {};
}

}  // namespace dsocr
