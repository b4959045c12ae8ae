// The bytes of a Java array while native code reads them.
#pragma once

#include <jni.h>

#include <cstdint>
#include <new>
#include <span>
#include <string>

namespace dsocr::jni {

class JavaBytes {
 public:
  JavaBytes(JNIEnv* env, jbyteArray array)
      : env_(env), array_(array), bytes_(env->GetByteArrayElements(array, nullptr)), size_(env->GetArrayLength(array)) {
    if (bytes_ == nullptr) throw std::bad_alloc();
  }
  ~JavaBytes() { env_->ReleaseByteArrayElements(array_, bytes_, JNI_ABORT); }
  JavaBytes(const JavaBytes&) = delete;
  JavaBytes& operator=(const JavaBytes&) = delete;

  std::span<const std::uint8_t> span() const {
    return {reinterpret_cast<const std::uint8_t*>(bytes_), static_cast<std::size_t>(size_)};
  }

 private:
  JNIEnv* env_;
  jbyteArray array_;
  jbyte* bytes_;
  jsize size_;
};

// Kotlin hands over texts as UTF-8.
inline std::string TextOf(JNIEnv* env, jbyteArray utf8) {
  const JavaBytes bytes(env, utf8);
  return {bytes.span().begin(), bytes.span().end()};
}

}  // namespace dsocr::jni
