#include "image/jpeg_errors.h"

#include <jerror.h>

namespace dsocr::image {
namespace {

JpegErrors& ErrorsOf(j_common_ptr info) { return *reinterpret_cast<JpegErrors*>(info->err); }

[[noreturn]] void GiveUp(j_common_ptr info) {
  JpegErrors& errors = ErrorsOf(info);
  errors.out_of_memory = info->err->msg_code == JERR_OUT_OF_MEMORY;
  info->err->format_message(info, errors.message);
  std::longjmp(errors.back, 1);
}

// Negative levels are warnings: libjpeg would go on with grey pixels. Of these, data that break off are the
// mark of a damaged file; others (stray bytes between markers) are harmless and common.
void Notice(j_common_ptr info, int level) {
  if (level >= 0) return;
  ++info->err->num_warnings;
  if (info->err->msg_code != JWRN_HIT_MARKER) return;
  ErrorsOf(info).data_broke_off = true;
  GiveUp(info);
}

void PrintNothing(j_common_ptr) {}

}  // namespace

jpeg_error_mgr* JpegErrors::Install() {
  jpeg_std_error(&manager);
  manager.error_exit = GiveUp;
  manager.emit_message = Notice;
  manager.output_message = PrintNothing;
  return &manager;
}

}  // namespace dsocr::image
