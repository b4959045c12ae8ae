// The one place that includes pybind11.
#pragma once

// pybind11 shares its registries among all modules in a process that carry the same tag, and with them its
// exception translators. A module with a C++ runtime of its own inside (every wheel for phones and for old
// glibc) must not share them: exceptions would cross from one runtime into another. We exchange no C++
// types with other modules, so a tag of our own costs nothing.
#ifndef PYBIND11_BUILD_ABI
#define PYBIND11_BUILD_ABI "_dsocr_native"
#endif

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

namespace py = pybind11;
