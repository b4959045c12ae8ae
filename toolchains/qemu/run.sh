#!/bin/sh
# Runs a program: as it is, or under qemu when it is an aarch64 ELF file and this machine is another.
#
#   toolchains/qemu/run.sh PROGRAM [ARGUMENT...]
#
# DSOCR_SYSROOT_AARCH64 is the folder that sysroot.py prints; DSOCR_QEMU_CPU one of `qemu-aarch64-static -cpu help`.
set -eu

machine=$(od -An -tx1 -j18 -N2 "$1" | tr -d ' ')
if [ "$machine" = b700 ] && [ "$(uname -m)" != aarch64 ]; then
  exec qemu-aarch64-static -cpu "${DSOCR_QEMU_CPU:-max}" -L "$DSOCR_SYSROOT_AARCH64" "$@"
fi
exec "$@"
