// A file in memory as libjpeg's data source, which remembers whether libjpeg asked for more than there is.
#pragma once

#include <cstddef>
#include <cstdio>

#include <jpeglib.h>

#include "image/codecs.h"

namespace dsocr::image {

struct JpegSource {
  jpeg_source_mgr manager;  // first: libjpeg hands back a pointer to it
  bool ran_out = false;

  jpeg_source_mgr* Install(Bytes bytes);
};

}  // namespace dsocr::image
