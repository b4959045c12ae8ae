#!/bin/sh
# Builds the source distribution into dist/. It carries the pinned crates and the models, so that installing it needs a
# C++ compiler, CMake and Ninja, but neither Cargo nor a network.
set -eu

cd "$(dirname "$0")/.."
mkdir -p third_party/crates
trap 'rm -rf third_party/crates' EXIT
"$PYTHON" third_party/fetch.py --crates > third_party/crates/list # not through a pipe, which would hide that it failed
while read -r crate; do cp "$crate" third_party/crates/; done < third_party/crates/list
rm -f third_party/crates/list dist/dsocr_native-*.tar.gz
"$PYTHON" -m build --sdist --no-isolation --outdir dist . >&2
ls dist/dsocr_native-*.tar.gz
