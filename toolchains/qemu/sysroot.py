#!/usr/bin/env python3
"""Makes a folder that holds Debian's arm64 Python and what it needs, in the cache, once, and prints its path.

    python3 toolchains/qemu/sysroot.py

It serves two ends: Python's headers for cross building, and a real interpreter for qemu. Packages come by apt-get with
lists of its own, so that the system's stay as they are, and are only unpacked, never installed.
DSOCR_SYSROOT_AARCH64 names another folder of that kind to use instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "third_party"))
import fetch  # noqa: E402  (where the cache lies is decided there)

PYTHON = "3.11"
PACKAGES = (
    f"python{PYTHON}-minimal", f"libpython{PYTHON}-minimal", f"libpython{PYTHON}-stdlib", f"libpython{PYTHON}-dev",
    "libc6", "libgcc-s1", "libstdc++6", "zlib1g", "libexpat1", "libffi8", "libssl3", "libbz2-1.0", "liblzma5",
    "libcrypt1", "libuuid1", "libsqlite3-0", "libncursesw6", "libtinfo6", "libreadline8", "media-types",
)


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\ntoolchains/qemu/sysroot.py: {' '.join(command[:1] + command[-1:])} failed; on a "
                 f"system without Debian's packages of Python {PYTHON}, DSOCR_SYSROOT_AARCH64 can name such a folder")


def apt(scratch: Path) -> list[str]:
    """apt-get for arm64, with its state in `scratch`."""
    for folder in ("lists/partial", "cache/archives/partial", "debs"):
        (scratch / folder).mkdir(parents=True)
    (scratch / "status").touch()
    options = {
        "APT::Architecture": "arm64", "APT::Architectures": "arm64", "APT::Sandbox::User": "",
        "Dir::State::Lists": scratch / "lists", "Dir::State::Status": scratch / "status",
        "Dir::Cache": scratch / "cache",
    }
    return ["apt-get", "-q", *(argument for name, value in options.items() for argument in ("-o", f"{name}={value}"))]


def make(folder: Path) -> None:
    """Downloads and unpacks into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    print("unpacking an arm64 Python for cross building and qemu (a minute, once)", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch = Path(name)
        apt_get = apt(scratch)
        run([*apt_get, "update"], scratch)
        run([*apt_get, "download", *PACKAGES], scratch / "debs")
        tree = scratch / "tree"
        tree.mkdir()
        for package in sorted((scratch / "debs").glob("*.deb")):
            run(["dpkg", "-x", str(package), str(tree)], scratch)
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
