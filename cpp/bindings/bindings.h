// What each file of this folder adds to the module `dsocr_native._core`.
#pragma once

#include "bindings/pybind.h"

namespace dsocr::bindings {

void BindErrors(py::module_& module);
void BindImage(py::module_& module);
void BindDraw(py::module_& module);
void BindReader(py::module_& module);
void BindSystem(py::module_& module);
void BindKernels(py::module_& module);

}  // namespace dsocr::bindings
