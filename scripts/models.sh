#!/bin/sh
# Converts the bundled models into the cache, once for each state of the converter, and copies them into the package.
# What other recipes left there goes.
#
#   scripts/models.sh RECIPE...       recipes are names in tools/convert/recipes
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cache=${DSOCR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dsocr-native}
cd "$root"
key=$(find tools/convert models tools/*.txt -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum |
      cut -c1-16)

for recipe in "$@"; do
  made=$cache/converted/$recipe-$key
  [ -d "$made" ] || "${PYTHON:-python3}" -m tools.convert.package "$recipe" --output "$made" >&2
  target=python/dsocr_native/models/$recipe
  if ! diff -rq "$made" "$target" > /dev/null 2>&1; then
    mkdir -p python/dsocr_native/models
    rm -rf "$target"
    cp -r "$made" "$target"
  fi
done

for there in python/dsocr_native/models/*/; do
  case " $* " in
    *" $(basename "$there") "*) ;;
    *) rm -rf "$there" ;;
  esac
done
