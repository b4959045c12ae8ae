#!/bin/sh
# Converts models into the cache, once for each state of the converter, and copies them into a package's folder. What
# other recipes left there goes. Models of other alphabets use the files of `fast` that theirs are the same as, and those of
# each other.
#
#   scripts/models.sh FOLDER RECIPE...       recipes are names in tools/convert/recipes
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cache=${DSOCR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dsocr-native}
cd "$root"
there=$1
shift
key=$(find tools/convert models tools/*.txt -type f ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum |
      cut -c1-16)

convert() {
  made=$cache/converted/$1-$key
  [ -d "$made" ] || "${PYTHON:-python3}" -m tools.convert.package "$1" --output "$made" >&2
}

# bundle FOLDER RECIPE...: the models side by side, as the package has them.
bundle() {
  folder=$1 owner=$2 others=
  shift
  case " $* " in *" fast "*) owner=fast ;; esac
  mkdir -p "$folder"
  for recipe in "$@"; do
    cp -r "$cache/converted/$recipe-$key" "$folder/$recipe"
    case $recipe in
      accurate | "$owner") ;;
      *) others="$others $folder/$recipe" ;;
    esac
  done
  if [ "$others" ]; then
    # shellcheck disable=SC2086 # several folders, whose names have no spaces
    "${PYTHON:-python3}" -m tools.convert.share "$folder/$owner" $others >&2
  fi
}

for recipe in "$@"; do convert "$recipe"; done
mkdir -p "$there" build
new=$(mktemp -d build/models.XXXXXX)
trap 'rm -rf "$new"' EXIT
bundle "$new" "$@"
for recipe in "$@"; do
  if ! diff -rq "$new/$recipe" "$there/$recipe" > /dev/null 2>&1; then
    rm -rf "${there:?}/$recipe"
    mv "$new/$recipe" "$there/$recipe"
  fi
done

for folder in "$there"/*/; do
  case " $* " in
    *" $(basename "$folder") "*) ;;
    *) rm -rf "$folder" ;;
  esac
done
