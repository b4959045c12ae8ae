#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <new>
#include <system_error>

namespace dsocr {
namespace {

std::string Reason(int error) { return std::generic_category().message(error); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  int Close() {
    const int result = close(fd_);
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

ssize_t ReadSome(int fd, void* data, std::size_t size) {
  ssize_t got;
  do got = read(fd, data, size);
  while (got < 0 && errno == EINTR);
  return got;
}

// The size that the system tells is a hint: it is 0 for pipes, and a file may grow or shrink meanwhile.
Expected<std::vector<std::uint8_t>> ReadToEnd(int fd, const std::string& path, std::size_t size_hint) {
  std::vector<std::uint8_t> bytes(size_hint + 1);
  std::size_t used = 0;
  for (;;) {
    const ssize_t got = ReadSome(fd, bytes.data() + used, bytes.size() - used);
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
    const ssize_t put = write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

// In the same folder, and short: `path` may be as long as a name can be.
std::string TemporaryName(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  const std::string folder = path.substr(0, path.rfind('/') + 1);  // npos + 1 is 0
  return folder + ".tmp-" + std::to_string(getpid()) + "-" + std::to_string(counter++);
}

// A name may be taken: by a process of the same number in another container, or one that was killed.
int OpenTemporary(const std::string& path, std::string& temporary) {
  int fd;
  do {
    temporary = TemporaryName(path);
    fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (fd < 0 && errno == EEXIST);
  return fd;
}

std::unexpected<Error> CannotWrite(const std::string& path, int error) {
  return Fail(ErrorCode::kIo, path + ": cannot be written: " + Reason(error));
}

}  // namespace

Expected<std::vector<std::uint8_t>> ReadFile(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return Fail(ErrorCode::kIo, path + ": cannot be opened: " + Reason(errno));
  struct stat info;
  if (fstat(file.get(), &info) != 0) return Fail(ErrorCode::kIo, path + ": cannot be read: " + Reason(errno));
  if (S_ISDIR(info.st_mode)) return Fail(ErrorCode::kIo, path + ": is a folder, expected a file");
  try {
    auto bytes = ReadToEnd(file.get(), path, S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) : 0);
    if (bytes && bytes->empty()) return Fail(ErrorCode::kIo, path + ": is empty (0 bytes)");
    return bytes;
  } catch (const std::bad_alloc&) {
    return Fail(ErrorCode::kIo, path + ": no memory for its " + std::to_string(info.st_size) + " bytes");
  }
}

Expected<void> WriteFileAtomically(const std::string& path, std::span<const std::uint8_t> bytes) {
  // rename() would say the same, but only after all bytes were written.
  struct stat info;
  if (stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    return Fail(ErrorCode::kIo, path + ": is a folder, expected the name of a file to write");
  }
  std::string temporary;
  Descriptor file(OpenTemporary(path, temporary));
  if (file.get() < 0) return CannotWrite(path, errno);
  if (!WriteAll(file.get(), bytes) || file.Close() != 0 || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    unlink(temporary.c_str());
    return CannotWrite(path, error);
  }
  return {};
}

}  // namespace dsocr
