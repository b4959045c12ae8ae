#include "image/jpeg_source.h"

#include <jerror.h>

namespace dsocr::image {
namespace {

// An end-of-image marker makes libjpeg stop cleanly with what it has.
boolean GiveEnd(j_decompress_ptr info) {
  static constexpr JOCTET kEnd[] = {0xFF, JPEG_EOI};
  reinterpret_cast<JpegSource*>(info->src)->ran_out = true;
  info->src->next_input_byte = kEnd;
  info->src->bytes_in_buffer = sizeof(kEnd);
  return TRUE;
}

void Skip(j_decompress_ptr info, long count) {
  if (count <= 0) return;
  if (static_cast<std::size_t>(count) > info->src->bytes_in_buffer) {
    GiveEnd(info);
    return;
  }
  info->src->next_input_byte += count;
  info->src->bytes_in_buffer -= static_cast<std::size_t>(count);
}

}  // namespace

jpeg_source_mgr* JpegSource::Install(Bytes bytes) {
  manager.init_source = [](j_decompress_ptr) {};
  manager.fill_input_buffer = GiveEnd;
  manager.skip_input_data = Skip;
  manager.resync_to_restart = jpeg_resync_to_restart;
  manager.term_source = [](j_decompress_ptr) {};
  manager.next_input_byte = bytes.data();
  manager.bytes_in_buffer = bytes.size();
  return &manager;
}

}  // namespace dsocr::image
