#include "kernels/resize.h"

#include "kernels/axis_taps.h"
#include "kernels/backend.h"
#include "kernels/plane_rows.h"

namespace dsocr::kernels {
namespace {

// SampleColumns reads whole vectors of four floats.
constexpr int kSlack = 3;

}  // namespace

// Rows first: that pass reads bytes in order and shrinks the work of the second, which hops along the row.
void ResizeToPlanar(const ImageView& src, const Normalization& normalization, const PlanarF32& dst) {
  if (src.empty() || dst.width <= 0 || dst.height <= 0) return;
  const KernelTable& kernels = ActiveTable();
  const AxisTaps x_axis = MakeAxisTaps(src.width, dst.width);
  const AxisTaps y_axis = MakeAxisTaps(src.height, dst.height);
  const ColumnTaps columns{x_axis.first.data(), x_axis.weights.data(), x_axis.taps, dst.width};
  const int row_size = src.width * src.channels();
  std::vector<float> blended(static_cast<std::size_t>(row_size) + kSlack);
  std::vector<const std::uint8_t*> rows(y_axis.taps);
  for (int y = 0; y < dst.height; ++y) {
    for (int k = 0; k < y_axis.taps; ++k) rows[k] = src.row(y_axis.first[y] + k);
    const float* weights = &y_axis.weights[static_cast<std::size_t>(y) * y_axis.taps];
    kernels.blend_rows(rows.data(), weights, y_axis.taps, row_size, blended.data());
    kernels.sample_columns(blended.data(), src.channels(), columns, MakePlaneRows(normalization, src.format, dst, y));
  }
}

}  // namespace dsocr::kernels
