// libjpeg reports failure by a call that must not return. Here it jumps back to Guarded.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdio>

#include <jpeglib.h>

namespace dsocr::image {

// Install by `info.err = errors.Install()`.
struct JpegErrors {
  jpeg_error_mgr manager;  // first: libjpeg hands back a pointer to it
  std::jmp_buf back;
  char message[JMSG_LENGTH_MAX] = "";
  bool out_of_memory = false;
  bool data_broke_off = false;  // the compressed data of a scan ended before its pixels did

  jpeg_error_mgr* Install();
};

// Runs `step`; false where libjpeg gave up in it. The jump skips destructors, so `step` must create nothing that
// has one: its objects live outside.
template <typename Step>
bool Guarded(JpegErrors& errors, const Step& step) {
  if (setjmp(errors.back) != 0) return false;
  step();
  return true;
}

}  // namespace dsocr::image
