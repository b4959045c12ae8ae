#!/bin/sh
# zig as C and C++ compiler against glibc 2.17 (manylinux2014) or musl (musllinux). The name it is called by says target
# and tool: bin/<machine>-linux-{gnu,musl}-{cc,c++,ar,ranlib} are links to this file.
#
# DSOCR_ZIG names the zig binary; without it the pinned one comes from the cache (zig.sh).
# zig keeps the libc++ that it builds under DSOCR_ZIG_CACHE, which has to be writable.
set -eu

name=$(basename "$0")
tool=${name##*-}
target=${name%-*}
zig=${DSOCR_ZIG:-$("$(dirname "$(readlink -f "$0")")/zig.sh")}
cache=${DSOCR_ZIG_CACHE:-${DSOCR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dsocr-native}/zig}
export ZIG_GLOBAL_CACHE_DIR="$cache" ZIG_LOCAL_CACHE_DIR="$cache"

case $tool in ar|ranlib) exec "$zig" "$tool" "$@" ;; esac

# zig knows -mcpu=generic+feature where gcc and clang know -march=armv8.2-a+feature, and calls the features of
# armv8.2 and of half precision by LLVM's names.
to_mcpu() {
  echo "$1" | sed -e 's/^-march=armv\([0-9]\)\.\([0-9]\)-a/-mcpu=generic+v\1_\2a/' \
                  -e 's/^-march=armv8-a/-mcpu=generic/' -e 's/+fp16/+fullfp16/'
}

# Assembly and C go to the C driver even when a build system hands them to the C++ one.
for argument in "$@"; do
  case $argument in
    *.c|*.S|*.s) tool=cc ;;
    -march=armv*) set -- "$@" "$(to_mcpu "$argument")" ;;
  esac
done
count=$#
while [ "$count" -gt 0 ]; do
  case $1 in -march=armv*) ;; *) set -- "$@" "$1" ;; esac
  shift
  count=$((count - 1))
done

case $target in *-gnu) target=$target.2.17 ;; esac

# zig adds debug information and the undefined-behaviour sanitizer unless told otherwise.
exec "$zig" "$tool" -target "$target" -g0 -fno-sanitize=undefined "$@"
