// What a system is asked for of a file, by descriptors and errno: base/file.cc says the rest. Paths are UTF-8.
#pragma once

#include <cstddef>
#include <string>

namespace dsocr::file_calls {

extern const char* const kSeparators;  // of folders in a path

struct Kind {
  bool is_folder = false;
  std::size_t size = 0;  // 0 for pipes and devices
};

// These return a descriptor, a number of bytes or 0; -1 after a failure, which errno names.
int OpenToRead(const std::string& path);
int Create(const std::string& path);  // EEXIST where there is one
long long Read(int fd, void* data, std::size_t size);
long long Write(int fd, const void* data, std::size_t size);
int Close(int fd);
int KindOf(int fd, Kind& kind);
int KindOf(const std::string& path, Kind& kind);
int Replace(const std::string& from, const std::string& to);  // takes the name, whatever stood there
int Remove(const std::string& path);

}  // namespace dsocr::file_calls
