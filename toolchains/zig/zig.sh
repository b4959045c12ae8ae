#!/bin/sh
# Prints the path of the pinned zig, which it first puts into the cache, once for all checkouts.
# DSOCR_ZIG names another binary to use instead; PYTHON an interpreter that has pip.
set -eu

[ -z "${DSOCR_ZIG:-}" ] || { echo "$DSOCR_ZIG"; exit; }
here=$(cd "$(dirname "$0")" && pwd)
cache=${DSOCR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dsocr-native}
version=$(sed -n 's/^ziglang==//p' "$here/requirements.txt")
folder=$cache/ziglang-$version

if [ ! -d "$folder" ]; then
  echo "installing zig $version into the cache" >&2
  python=${PYTHON:-$here/../../.venv/bin/python}
  [ -x "$python" ] || python=python3
  mkdir -p "$cache"
  scratch=$(mktemp -d "$cache/ziglang.XXXXXX")
  "$python" -m pip install --quiet --disable-pip-version-check --no-compile \
    --target "$scratch" --requirement "$here/requirements.txt" >&2
  chmod 755 "$scratch"
  mv -T "$scratch" "$folder" 2> /dev/null || rm -rf "$scratch"  # another process may have been faster
fi
echo "$folder/ziglang/zig"
