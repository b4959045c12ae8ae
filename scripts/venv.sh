#!/bin/sh
# Makes or updates a Python environment from a file of pinned requirements; does nothing when it is up to date.
#
#   scripts/venv.sh FOLDER REQUIREMENTS
set -eu

folder=$1
requirements=$2
# Files that the file includes count as well.
stamp=$(cat "$requirements" tools/requirements.txt docs/site/requirements.txt | sha256sum | cut -c1-16)
[ -e "$folder/.made-from-$stamp" ] && exit 0

echo "installing Python packages into $folder" >&2
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
rm -f "$folder"/.made-from-*
touch "$folder/.made-from-$stamp"
