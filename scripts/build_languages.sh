#!/bin/sh
# Builds the wheel of dsocr-native-languages into dist/ and prints its path. The same models give the same file.
set -eu

cd "$(dirname "$0")/.."
rm -f dist/dsocr_native_languages-*.whl
SOURCE_DATE_EPOCH=946684800 "$PYTHON" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
  --wheel-dir dist ./languages >&2
ls dist/dsocr_native_languages-*.whl
