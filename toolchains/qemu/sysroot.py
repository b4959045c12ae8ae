#!/usr/bin/env python3
"""Makes a folder that holds Debian's arm64 Python and what it needs, in the cache, once, and prints its path.

    python3 toolchains/qemu/sysroot.py [--python 3.13]

It serves two ends: Python's headers for cross building, and a real interpreter for qemu. Packages come by apt-get with
lists of its own (../debian.py) and are only unpacked, never installed; those of 3.13 are Debian 13's, whatever this system
is.
DSOCR_SYSROOT_AARCH64 names another folder of that kind to use instead.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import debian  # noqa: E402  (it lies one folder up)
import fetch  # noqa: E402  (where the cache lies is decided there)

PYTHON = "3.11"
SUITES = {PYTHON: "", "3.13": "trixie"}  # "": this system's


def packages(python: str) -> tuple[str, ...]:
    renamed = "t64" if SUITES[python] else ""  # since times have 64 bits on all machines
    return (
        f"python{python}-minimal", f"libpython{python}-minimal", f"libpython{python}-stdlib", f"libpython{python}-dev",
        "libc6", "libgcc-s1", "libstdc++6", "zlib1g", "libexpat1", "libffi8", f"libssl3{renamed}", "libbz2-1.0", "liblzma5",
        "libcrypt1", "libuuid1", "libsqlite3-0", "libncursesw6", "libtinfo6", f"libreadline8{renamed}", "media-types",
    )




def make(folder: Path, python: str) -> None:
    """Downloads and unpacks into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    print("unpacking an arm64 Python for cross building and qemu (a minute, once)", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch, tree = Path(name) / "scratch", Path(name) / "tree"
        scratch.mkdir()
        try:
            debian.unpack_packages(packages(python), "arm64", tree, scratch, SUITES[python])
        except debian.Unavailable as error:
            sys.exit(f"{error}\ntoolchains/qemu/sysroot.py: on a system without Debian's packages of Python {python}, "
                     "DSOCR_SYSROOT_AARCH64 can name such a folder")
        if not (tree / "lib").exists():  # newer packages leave it to the system that /lib is /usr/lib
            (tree / "lib").symlink_to("usr/lib")
        tree.rename(folder)


def sysroot(python: str = PYTHON) -> Path:
    given = os.environ.get("DSOCR_SYSROOT_AARCH64")
    if given:
        if not (Path(given) / "usr" / "include" / f"python{python}" / "Python.h").is_file():
            sys.exit(f"DSOCR_SYSROOT_AARCH64={given} holds no usr/include/python{python}/Python.h")
        return Path(given).absolute()
    folder = fetch.cache_dir() / "sysroot" / f"aarch64-python{python}-{fetch.sha256(Path(__file__))[:12]}"
    if not folder.is_dir():
        make(folder, python)
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", choices=sorted(SUITES), default=PYTHON)
    print(sysroot(parser.parse_args().python))
