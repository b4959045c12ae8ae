#!/bin/sh
# Writes .bazelrc.user, what Bazel has to know of this machine: where the cache lies, which Python, whether Bazel is
# Debian's. After that a plain `bazel test //...` is enough.
set -eu

cd "$(dirname "$0")/.."
cache=${DSOCR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dsocr-native}
mkdir -p "$cache/zig"
{
  [ ! -d /usr/share/bazel/embedded_tools ] || printf '%s --config=debian\n' build query
  echo "build --disk_cache=$cache/bazel"
  echo "build --sandbox_writable_path=$cache/zig"
  echo "common --repo_env=DSOCR_CACHE=$cache"
  echo "common --repo_env=DSOCR_PYTHON=$PYTHON"
  echo "test --test_env=DSOCR_CACHE=$cache"
  echo "test --test_env=DSOCR_PYTHON=$PYTHON"
} > .bazelrc.new
cmp -s .bazelrc.new .bazelrc.user || cp .bazelrc.new .bazelrc.user
rm .bazelrc.new
