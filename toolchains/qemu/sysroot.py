#!/usr/bin/env python3
"""Makes a folder that holds Debian's arm64 Python and what it needs, in the cache, once, and prints its path.

    python3 toolchains/qemu/sysroot.py

It serves two ends: Python's headers for cross building, and a real interpreter for qemu. Packages come by apt-get with
lists of its own (../debian.py) and are only unpacked, never installed.
DSOCR_SYSROOT_AARCH64 names another folder of that kind to use instead.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import debian  # noqa: E402  (it lies one folder up)
import fetch  # noqa: E402  (where the cache lies is decided there)

PYTHON = "3.11"
PACKAGES = (
    f"python{PYTHON}-minimal", f"libpython{PYTHON}-minimal", f"libpython{PYTHON}-stdlib", f"libpython{PYTHON}-dev",
    "libc6", "libgcc-s1", "libstdc++6", "zlib1g", "libexpat1", "libffi8", "libssl3", "libbz2-1.0", "liblzma5",
    "libcrypt1", "libuuid1", "libsqlite3-0", "libncursesw6", "libtinfo6", "libreadline8", "media-types",
)


def make(folder: Path) -> None:
    """Downloads and unpacks into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    print("unpacking an arm64 Python for cross building and qemu (a minute, once)", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch, tree = Path(name) / "scratch", Path(name) / "tree"
        scratch.mkdir()
        try:
            debian.unpack_packages(PACKAGES, "arm64", tree, scratch)
        except debian.Unavailable as error:
            sys.exit(f"{error}\ntoolchains/qemu/sysroot.py: on a system without Debian's packages of Python {PYTHON}, "
                     "DSOCR_SYSROOT_AARCH64 can name such a folder")
        tree.rename(folder)


def sysroot() -> Path:
    given = os.environ.get("DSOCR_SYSROOT_AARCH64")
    if given:
        if not (Path(given) / "usr" / "include" / f"python{PYTHON}" / "Python.h").is_file():
            sys.exit(f"DSOCR_SYSROOT_AARCH64={given} holds no usr/include/python{PYTHON}/Python.h")
        return Path(given).absolute()
    folder = fetch.cache_dir() / "sysroot" / f"aarch64-python{PYTHON}-{fetch.sha256(Path(__file__))[:12]}"
    if not folder.is_dir():
        make(folder)
    return folder


if __name__ == "__main__":
    print(sysroot())
