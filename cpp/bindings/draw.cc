// Boxes drawn onto a copy of a picture.
#include "bindings/bindings.h"
#include "bindings/errors.h"
#include "bindings/pixels.h"
#include "draw/draw.h"

namespace dsocr::bindings {
namespace {

using PointPairs = std::array<std::array<float, 2>, 4>;

Quad ToQuad(const PointPairs& points) {
  Quad quad;
  for (std::size_t i = 0; i < quad.size(); ++i) quad[i] = {points[i][0], points[i][1]};
  return quad;
}

Decoded Annotate(const py::buffer& image, const std::vector<PointPairs>& quads, bool numbers) {
  const Pixels pixels(image, "image");
  std::vector<Quad> outlines;
  for (const PointPairs& points : quads) outlines.push_back(ToQuad(points));
  const py::gil_scoped_release release;
  Image canvas = draw::ToRgb(pixels.view());
  draw::DrawQuads(canvas, outlines, draw::StyleFor(canvas, numbers));
  const int width = canvas.width(), height = canvas.height();
  return {std::move(canvas), width, height};
}

}  // namespace

void BindDraw(py::module_& module) {
  module.def("annotate", &Annotate, py::arg("image"), py::arg("quads"), py::arg("numbers") = true);
}

}  // namespace dsocr::bindings
