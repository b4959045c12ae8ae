// dsocr_native._core: the C++ library as Python sees it. python/dsocr_native/_core.pyi describes it.
#include "bindings/bindings.h"
#include "dsocr/system.h"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The C++ core of dsocr_native. Its public face is the package: prefer that.";
  module.attr("__version__") = dsocr::Version();
  dsocr::bindings::BindErrors(module);
  dsocr::bindings::BindImage(module);
  dsocr::bindings::BindDraw(module);
  dsocr::bindings::BindReader(module);
  dsocr::bindings::BindSystem(module);
  dsocr::bindings::BindKernels(module);
}
