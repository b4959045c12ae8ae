// Memory that grows as libjpeg's destination. Its own one keeps to itself where the data lie once it has moved them, so
// that nobody can free them where it gives up.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

#include "image/codecs.h"

namespace dsocr::image {

struct JpegSink {
  jpeg_destination_mgr manager;  // first: libjpeg hands back a pointer to it
  JOCTET* data = nullptr;        // grown by realloc
  std::size_t capacity = 0;

  JpegSink() = default;
  JpegSink(const JpegSink&) = delete;
  JpegSink& operator=(const JpegSink&) = delete;
  ~JpegSink() { std::free(data); }

  jpeg_destination_mgr* Install();
  // Once the picture is finished.
  Bytes written() const { return {data, capacity - manager.free_in_buffer}; }
};

}  // namespace dsocr::image
