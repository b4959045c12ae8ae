#!/bin/sh
# Installs wheels into an environment, unless just these are there already.
#
#   scripts/install_wheel.sh FOLDER WHEEL...
set -eu

environment=$1
shift
stamp=$environment/.wheel-$(cat "$@" | sha256sum | cut -c1-16)
[ -e "$stamp" ] && exit 0
rm -f "$environment"/.wheel-* # an installation that is cut off is none
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$@"
touch "$stamp"
