// The other side of Native.kt: convert, call, convert back.
#include <memory>
#include <utility>

#include "answer.h"
#include "dsocr/reader.h"
#include "java_bytes.h"

namespace {

using dsocr::Expected;
using dsocr::Page;
using dsocr::Reader;
using dsocr::jni::JavaBytes;
using dsocr::jni::Reply;
using dsocr::jni::TextOf;

static_assert(static_cast<int>(dsocr::Precision::kInt8) == 3, "Precision in Options.kt has the same order");

const Reader& At(jlong address) { return *reinterpret_cast<const Reader*>(address); }

dsocr::ReadOptions OptionsOf(jint max_side, jfloat min_confidence, jboolean classify, jlong max_pixels) {
  return {.classify = classify == JNI_TRUE,
          .min_confidence = min_confidence,
          .max_side = max_side,
          .max_pixels = max_pixels};
}

}  // namespace

extern "C" {

JNIEXPORT jbyteArray JNICALL Java_dsocr_Native_open(JNIEnv* env, jclass, jbyteArray model_dir, jint threads,
                                                    jint precision) {
  std::unique_ptr<Reader> reader;
  const jbyteArray answer = Reply(env, [&]() -> Expected<jlong> {
    auto opened = Reader::Open(TextOf(env, model_dir),
                               {.threads = threads, .precision = static_cast<dsocr::Precision>(precision)});
    if (!opened) return std::unexpected(std::move(opened.error()));
    reader = std::make_unique<Reader>(*std::move(opened));
    return reinterpret_cast<jlong>(reader.get());
  });
  if (answer != nullptr) reader.release();  // Java has its address now, and brings it to close()
  return answer;
}

JNIEXPORT void JNICALL Java_dsocr_Native_close(JNIEnv*, jclass, jlong reader) {
  delete reinterpret_cast<Reader*>(reader);
}

JNIEXPORT jbyteArray JNICALL Java_dsocr_Native_info(JNIEnv* env, jclass, jlong reader) {
  return Reply(env, [&]() -> Expected<dsocr::ReaderInfo> { return At(reader).Info(); });
}

JNIEXPORT jbyteArray JNICALL Java_dsocr_Native_readFile(JNIEnv* env, jclass, jlong reader, jbyteArray path,
                                                        jint max_side, jfloat min_confidence, jboolean classify,
                                                        jlong max_pixels) {
  return Reply(env, [&] {
    return At(reader).ReadFile(TextOf(env, path), OptionsOf(max_side, min_confidence, classify, max_pixels));
  });
}

JNIEXPORT jbyteArray JNICALL Java_dsocr_Native_readBytes(JNIEnv* env, jclass, jlong reader, jbyteArray picture,
                                                         jbyteArray name, jint max_side, jfloat min_confidence,
                                                         jboolean classify, jlong max_pixels) {
  return Reply(env, [&] {
    const JavaBytes bytes(env, picture);
    return At(reader).ReadBytes(bytes.span(), TextOf(env, name),
                                OptionsOf(max_side, min_confidence, classify, max_pixels));
  });
}

// `pixels` is a direct buffer whose size Kotlin has checked.
JNIEXPORT jbyteArray JNICALL Java_dsocr_Native_readPixels(JNIEnv* env, jclass, jlong reader, jobject pixels,
                                                          jint width, jint height, jint row_bytes, jint max_side,
                                                          jfloat min_confidence, jboolean classify,
                                                          jlong max_pixels) {
  return Reply(env, [&] {
    const dsocr::ImageView image{.data = static_cast<const std::uint8_t*>(env->GetDirectBufferAddress(pixels)),
                                 .width = width,
                                 .height = height,
                                 .stride = row_bytes,
                                 .format = dsocr::PixelFormat::kRgba};
    return At(reader).Read(image, OptionsOf(max_side, min_confidence, classify, max_pixels));
  });
}

}  // extern "C"
