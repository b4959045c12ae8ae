#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/file_calls.h"

namespace dsocr::file_calls {
namespace {

int KindIn(const struct stat& info, Kind& kind) {
  kind = {S_ISDIR(info.st_mode), S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) : 0};
  return 0;
}

// Again where a signal came between.
template <typename Call>
ssize_t Uninterrupted(Call call) {
  ssize_t result;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

}  // namespace

const char* const kSeparators = "/";

int OpenToRead(const std::string& path) { return open(path.c_str(), O_RDONLY | O_CLOEXEC); }

int Create(const std::string& path) { return open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); }

long long Read(int fd, void* data, std::size_t size) {
  return Uninterrupted([=] { return read(fd, data, size); });
}

long long Write(int fd, const void* data, std::size_t size) {
  return Uninterrupted([=] { return write(fd, data, size); });
}

int Close(int fd) { return close(fd); }

int KindOf(int fd, Kind& kind) {
  struct stat info;
  return fstat(fd, &info) == 0 ? KindIn(info, kind) : -1;
}

int KindOf(const std::string& path, Kind& kind) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? KindIn(info, kind) : -1;
}

int Replace(const std::string& from, const std::string& to) { return std::rename(from.c_str(), to.c_str()); }

int Remove(const std::string& path) { return unlink(path.c_str()); }

}  // namespace dsocr::file_calls
