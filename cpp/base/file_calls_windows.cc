#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>

#include "base/file_calls.h"

namespace dsocr::file_calls {
namespace {

constexpr std::size_t kMostAtOnce = 1 << 30;  // the calls count in int

// As Windows spells it; empty where `path` is no UTF-8, and then errno says so.
std::wstring Wide(const std::string& path) {
  const int size = static_cast<int>(path.size());
  std::wstring wide(path.size(), L'\0');  // never longer: four bytes of UTF-8 become two units
  const int units = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path.data(), size, wide.data(), size);
  if (units == 0) errno = path.empty() ? ENOENT : EILSEQ;
  wide.resize(static_cast<std::size_t>(units));
  return wide;
}

int Open(const std::string& path, int flags) {
  const std::wstring wide = Wide(path);
  return wide.empty() ? -1 : _wopen(wide.c_str(), flags | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
}

int KindIn(const struct _stat64& info, Kind& kind) {
  const auto type = info.st_mode & _S_IFMT;
  kind = {type == _S_IFDIR, type == _S_IFREG ? static_cast<std::size_t>(info.st_size) : 0};
  return 0;
}

// The C library's number of what MoveFileEx() says; it tells the others as they are.
int ErrnoOf(DWORD error) {
  switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND: return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION: return EACCES;
    case ERROR_DISK_FULL: return ENOSPC;
    default: return EIO;
  }
}

}  // namespace

const char* const kSeparators = "/\\";

// A folder cannot be opened: the C library would say that it is not permitted.
int OpenToRead(const std::string& path) {
  Kind kind;
  if (KindOf(path, kind) == 0 && kind.is_folder) {
    errno = EISDIR;
    return -1;
  }
  return Open(path, _O_RDONLY);
}

int Create(const std::string& path) { return Open(path, _O_WRONLY | _O_CREAT | _O_EXCL); }

long long Read(int fd, void* data, std::size_t size) {
  return _read(fd, data, static_cast<unsigned>(std::min(size, kMostAtOnce)));
}

long long Write(int fd, const void* data, std::size_t size) {
  return _write(fd, data, static_cast<unsigned>(std::min(size, kMostAtOnce)));
}

int Close(int fd) { return _close(fd); }

int KindOf(int fd, Kind& kind) {
  struct _stat64 info;
  return _fstat64(fd, &info) == 0 ? KindIn(info, kind) : -1;
}

int KindOf(const std::string& path, Kind& kind) {
  const std::wstring wide = Wide(path);
  struct _stat64 info;
  return !wide.empty() && _wstat64(wide.c_str(), &info) == 0 ? KindIn(info, kind) : -1;
}

int Replace(const std::string& from, const std::string& to) {
  const std::wstring wide_from = Wide(from), wide_to = Wide(to);
  if (wide_from.empty() || wide_to.empty()) return -1;
  if (MoveFileExW(wide_from.c_str(), wide_to.c_str(), MOVEFILE_REPLACE_EXISTING)) return 0;
  errno = ErrnoOf(GetLastError());
  return -1;
}

int Remove(const std::string& path) {
  const std::wstring wide = Wide(path);
  return wide.empty() ? -1 : _wunlink(wide.c_str());
}

}  // namespace dsocr::file_calls
