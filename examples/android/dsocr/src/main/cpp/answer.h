// What goes back to Kotlin: one byte array, read there by Answer.kt. Numbers are little-endian, as Android and every
// desktop of today keep them; a text is its length in bytes and its UTF-8. Plain bytes leave no local references
// behind, need no class of Kotlin's by its name, and carry characters that JNI's own strings do not (emoji, rare hanzi).
#pragma once

#include <jni.h>

#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

#include "dsocr/reader.h"

namespace dsocr::jni {

class Answer {
 public:
  template <typename Number>
    requires std::is_arithmetic_v<Number>
  void Put(Number number) {
    const std::size_t end = bytes_.size();
    bytes_.resize(end + sizeof(number));
    std::memcpy(bytes_.data() + end, &number, sizeof(number));
  }

  void Put(const std::string& text) {
    Put(static_cast<std::int32_t>(text.size()));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }

  void Put(const Error& error);
  void Put(const ReaderInfo& info);
  void Put(const Page& page);

  // Null with a pending OutOfMemoryError where Java has no room for it.
  jbyteArray ToJava(JNIEnv* env) const;

 private:
  std::vector<std::uint8_t> bytes_;
};

// Answers with what `work` gives: a first byte 0 and the value, or 1 and the error. Nothing is thrown into Java but
// the lack of memory.
template <typename Work>
jbyteArray Reply(JNIEnv* env, Work work) noexcept {
  try {
    const auto result = work();
    Answer answer;
    answer.Put(static_cast<std::uint8_t>(result ? 0 : 1));
    if (result) {
      answer.Put(*result);
    } else {
      answer.Put(result.error());
    }
    return answer.ToJava(env);
  } catch (const std::bad_alloc&) {
    if (!env->ExceptionCheck()) {
      env->ThrowNew(env->FindClass("java/lang/OutOfMemoryError"), "dsocr: not enough memory");
    }
    return nullptr;
  }
}

}  // namespace dsocr::jni
