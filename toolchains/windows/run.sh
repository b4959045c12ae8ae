#!/bin/sh
# Runs a program for Windows by wine.
#
#   toolchains/windows/run.sh PROGRAM [ARGUMENT...]
#
# DSOCR_WINE is the folder that wine.py prints. Standard input has to be a pipe: wine 8 gives Python no other.
set -eu

export WINEPREFIX="$DSOCR_WINE/drive"
export WINELOADER="$DSOCR_WINE/usr/lib/wine/wine64"
export WINESERVER="$DSOCR_WINE/usr/lib/wine/wineserver"
export LD_LIBRARY_PATH="$DSOCR_WINE/usr/lib/x86_64-linux-gnu"
unset LC_ALL
export LC_CTYPE=C.UTF-8 # by which wine spells the names of files
export WINEDEBUG=-all
export WINEDLLOVERRIDES="mscoree,mshtml=" # it would offer to download them
exec "$WINELOADER" "$@"
