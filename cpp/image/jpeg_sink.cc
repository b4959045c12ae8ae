#include "image/jpeg_sink.h"

#include <jerror.h>

namespace dsocr::image {
namespace {

constexpr std::size_t kFirstBytes = 1 << 16;

void Grow(j_compress_ptr info) {
  JpegSink& sink = *reinterpret_cast<JpegSink*>(info->dest);
  const std::size_t used = sink.capacity, wanted = used == 0 ? kFirstBytes : 2 * used;
  void* const grown = std::realloc(sink.data, wanted);
  if (grown == nullptr) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
  sink.data = static_cast<JOCTET*>(grown);
  sink.capacity = wanted;
  sink.manager.next_output_byte = sink.data + used;
  sink.manager.free_in_buffer = wanted - used;
}

}  // namespace

jpeg_destination_mgr* JpegSink::Install() {
  manager.init_destination = Grow;
  // Called when the memory is full to its last byte.
  manager.empty_output_buffer = [](j_compress_ptr info) -> boolean {
    Grow(info);
    return TRUE;
  };
  manager.term_destination = [](j_compress_ptr) {};
  return &manager;
}

}  // namespace dsocr::image
