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
rm -f "$folder"/.made-from-*                                   # an installation that is cut off is none
"$folder/bin/python" -m pip --version > /dev/null 2>&1 || python3 -m venv --clear "$folder" # nor is such an environment
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
touch "$folder/.made-from-$stamp"
