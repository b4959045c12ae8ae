#!/bin/sh
# Installs a wheel into an environment, unless just this wheel is there already.
#
#   scripts/install_wheel.sh FOLDER WHEEL
set -eu

stamp=$1/.wheel-$(sha256sum "$2" | cut -c1-16)
[ -e "$stamp" ] && exit 0
rm -f "$1"/.wheel-* # an installation that is cut off is none
"$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$2"
touch "$stamp"
