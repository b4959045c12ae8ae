#include "bindings/page.h"

#include <cmath>

namespace dsocr::bindings {
namespace {

double Hundredths(double value) { return std::round(value * 100) / 100; }

py::tuple ToPython(const Point& point) { return py::make_tuple(Hundredths(point.x), Hundredths(point.y)); }

py::dict ToPython(const StageTimes& times) {
  py::dict result;
  result["decode"] = Hundredths(times.decode);
  result["detect"] = Hundredths(times.detect);
  result["classify"] = Hundredths(times.classify);
  result["recognize"] = Hundredths(times.recognize);
  result["total"] = Hundredths(times.total);
  return result;
}

py::dict ToPython(const CopiedBytes& copied) {
  py::dict result;
  result["decode"] = copied.decode;
  result["resize"] = copied.resize;
  result["convert"] = copied.convert;
  result["unfold"] = copied.unfold;
  result["mask"] = copied.mask;
  result["warp"] = copied.warp;
  return result;
}

py::object ToPython(const LeftOut& left_out) {
  if (left_out.empty()) return py::none();
  return py::make_tuple(left_out.detector_side, left_out.usual_detector_side, bindings::ToPython(left_out.lines),
                        left_out.unchecked);
}

}  // namespace

double RoundConfidence(float confidence) { return std::round(confidence * 10000.0) / 10000.0; }

py::tuple ToPython(const Quad& quad) {
  return py::make_tuple(ToPython(quad[0]), ToPython(quad[1]), ToPython(quad[2]), ToPython(quad[3]));
}

py::tuple ToPython(const Word& word) {
  return py::make_tuple(word.text, ToPython(word.quad), RoundConfidence(word.confidence));
}

py::tuple ToPython(const Line& line) {
  return py::make_tuple(line.text, RoundConfidence(line.confidence), ToPython(line.quad), ToPython(line.words),
                        ToPython(line.characters));
}

py::tuple ToPython(const Page& page) {
  return py::make_tuple(page.width, page.height, ToPython(page.lines), page.Text(), ToPython(page.elapsed_ms),
                        ToPython(page.copied), ToPython(page.left_out));
}

}  // namespace dsocr::bindings
