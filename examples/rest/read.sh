#!/bin/sh
# Writes a document beside each picture:   read.sh pdf scans/*.jpg
# What is there already stays where a picture cannot be read, and no document takes the place of its picture.
set -eu

url=${DSOCR_URL:-http://127.0.0.1:8765}
format=$1
shift
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
for picture in "$@"; do
  target=${picture%.*}.$format
  [ "$target" != "$picture" ] || target=${picture%.*}.lines.$format
  quoted=$(printf '%s' "$picture" | sed 's/[\\"]/\\&/g') # curl takes a semicolon in a name for its own otherwise
  curl --silent --show-error --fail-with-body --form "file=@\"$quoted\"" \
    --header "Authorization: Bearer ${DSOCR_TOKEN:-none}" --retry 5 \
    --output "$answer" "$url/api/read?format=$format" || {
    cat "$answer" >&2
    exit 1
  }
  cat "$answer" > "$target"
done
