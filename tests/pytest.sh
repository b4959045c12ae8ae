#!/bin/sh
# Runs pytest on files of the source tree against the package beside them: the one that Bazel built.
set -eu
export PYTHONPATH="$PWD/python:$PWD" PYTHONDONTWRITEBYTECODE=1
exec "${DSOCR_PYTHON:-python3}" -m pytest -q -p no:cacheprovider "$@"
