#!/bin/sh
# Runs pytest on files of the source tree against the packages beside them: the one that Bazel built, that of the languages.
set -eu
export PYTHONPATH="$PWD/python:$PWD/languages:$PWD" PYTHONDONTWRITEBYTECODE=1
exec "${DSOCR_PYTHON:-python3}" -m pytest -q -p no:cacheprovider "$@"
