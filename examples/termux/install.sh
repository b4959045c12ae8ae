#!/bin/sh
# Installs dsocr and these scripts on a phone:
#
#   sh install.sh
#
# Before that, install the apps Termux and Termux:API from F-Droid. May be run again at any time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
bin=$HOME/bin

# The wheels are for glibc and musl, and Android has neither: pip compiles, by clang, cmake and ninja.
pkg install -y python termux-api curl clang cmake ninja
python -m pip install --upgrade dsocr-native

mkdir -p "$bin"
for script in dsocr-camera dsocr-screenshots dsocr-receipt; do
  install -m 755 "$here/$script" "$bin/$script"
done
# Termux calls these two when something is shared to it; one that is there already is not ours to replace. Ours are
# known by their second row: the owner's may call ours by a path that names dsocr.
for hook in termux-file-editor termux-url-opener; do
  if [ -e "$bin/$hook" ] && ! sed -n 2p "$bin/$hook" | grep -q '^# Termux calls this .* (dsocr)\.$'; then
    echo "$bin/$hook is there already and was left as it is; call $here/hooks/$hook from it" >&2
  else
    install -m 755 "$here/hooks/$hook" "$bin/$hook"
  fi
done

dsocr doctor
echo "ready: type  $bin/dsocr-camera  or share a picture to Termux"
