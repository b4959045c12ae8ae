#!/bin/sh
# Builds the C++ library, the Python module and the C++ tests in a folder of your own, quickly and incrementally.
#
#   scripts/dev_build.sh BUILD_DIR [-DCMAKE_BUILD_TYPE=... and other CMake arguments]
#
# Afterwards: ctest --test-dir BUILD_DIR; PYTHONPATH=BUILD_DIR/python python3 -c 'import dsocr_native'
# PYTHON names the interpreter to build for; it must have pybind11. DSOCR_TARGET names one thing to build, not all.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:?usage: scripts/dev_build.sh BUILD_DIR [CMake arguments]}
shift
python=${PYTHON:-$root/.venv/bin/python}

cmake -G Ninja -S "$root/cpp" -B "$build" -DDSOCR_TESTS=ON \
  -DPython_EXECUTABLE="$("$python" -c 'import sys; print(sys.executable)')" \
  -Dpybind11_DIR="$("$python" -m pybind11 --cmakedir)" \
  -DDSOCR_THIRD_PARTY_PREFIX="${DSOCR_THIRD_PARTY_PREFIX:-}" "$@" # empty: CMake finds or builds it
cmake --build "$build" --parallel "${DSOCR_JOBS:-2}" --target "${DSOCR_TARGET:-all}"
[ -z "${DSOCR_TARGET:-}" ] || exit 0

# The package as it would be installed: the sources' files beside the module just built.
mkdir -p "$build/python/dsocr_native"
ln -sfn "$root"/python/dsocr_native/* "$build/python/dsocr_native/"
ln -sf "$(cd "$build" && pwd)"/_core*.so "$build/python/dsocr_native/"
