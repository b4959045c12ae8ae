// What a file is, by its first bytes; its name says nothing reliable.
#pragma once

#include <string>

#include "image/codecs.h"

namespace dsocr::image {

enum class FileKind { kJpeg, kPng, kWebp, kBmp, kOther };

FileKind KindOf(Bytes bytes);

// The error for kOther: names the format found where we know its signature.
Error NotAnImage(Bytes bytes, const std::string& name);

}  // namespace dsocr::image
