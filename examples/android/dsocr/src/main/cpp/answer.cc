#include "answer.h"

namespace dsocr::jni {

void Answer::Put(const Error& error) {
  static_assert(static_cast<int>(ErrorCode::kInternal) == 4, "ErrorCode in DsocrException.kt has the same order");
  Put(static_cast<std::int32_t>(error.code));
  Put(error.message);
}

void Answer::Put(const ReaderInfo& info) {
  Put(info.model);
  Put(info.precision);
  Put(info.backend);
  Put(static_cast<std::int32_t>(info.threads));
}

void Answer::Put(const Page& page) {
  Put(static_cast<std::int32_t>(page.width));
  Put(static_cast<std::int32_t>(page.height));
  Put(page.elapsed_ms.total);
  Put(page.Text());
  Put(static_cast<std::int32_t>(page.lines.size()));
  for (const Line& line : page.lines) {
    Put(line.text);
    Put(line.confidence);
    for (const Point& corner : line.quad) {
      Put(corner.x);
      Put(corner.y);
    }
  }
}

jbyteArray Answer::ToJava(JNIEnv* env) const {
  const auto size = static_cast<jsize>(bytes_.size());
  jbyteArray array = env->NewByteArray(size);
  if (array != nullptr) env->SetByteArrayRegion(array, 0, size, reinterpret_cast<const jbyte*>(bytes_.data()));
  return array;
}

}  // namespace dsocr::jni
