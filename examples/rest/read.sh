#!/bin/sh
# Writes a document beside each picture:   read.sh pdf scans/*.jpg
set -eu

url=${DSOCR_URL:-http://127.0.0.1:8765}
format=$1
shift
for picture in "$@"; do
  curl --silent --show-error --fail-with-body --form "file=@$picture" \
    --header "Authorization: Bearer ${DSOCR_TOKEN:-none}" --retry 5 \
    --output "${picture%.*}.$format" "$url/api/read?format=$format"
done
