#!/usr/bin/env python3
"""Makes a folder that holds Debian's wine and a drive C: for it, in the cache, once, and prints its path.

    .venv/bin/python toolchains/windows/wine.py

By it run.sh runs programs for Windows. Packages come by apt-get with lists of its own (../debian.py) and are only
unpacked, never installed: what wine wants for sound, pictures and printers stays away.
DSOCR_WINE names another folder of that kind to use instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import debian  # noqa: E402  (it lies one folder up)
import fetch  # noqa: E402  (where the cache lies is decided there)

PACKAGES = ("wine64", "libwine", "libz-mingw-w64", "libunwind8")
LIBRARIES = Path("usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
ENDINGS = (".acm", ".cpl", ".dll", ".drv", ".exe", ".ocx", ".sys")


def without_debug_information(folder: Path) -> None:
    """Two thirds of what the libraries weigh, and drive C: gets a copy of each."""
    files = sorted(str(path) for path in folder.iterdir() if path.suffix in ENDINGS and not path.is_symlink())
    subprocess.run(["strip", "--strip-debug", *files], check=True)


def in_one_place(tree: Path) -> None:
    """What the packages would find in this system's folders: the server, and on drive C: the one library that is not
    wine's own."""
    server = tree / "usr" / "lib" / "wine" / "wineserver"  # a script that names /usr/lib
    server.unlink()
    server.symlink_to("wineserver64")
    system = tree / "drive" / "drive_c" / "windows" / "system32"
    system.mkdir(parents=True)
    shutil.copy(tree / "usr" / "x86_64-w64-mingw32" / "lib" / "zlib1.dll", system)


def make_drive(tree: Path) -> None:
    """Before its first program wine fills it. Waits until nothing of wine runs any more."""
    environment = {**os.environ, "DSOCR_WINE": str(tree), "HOME": str(tree)}  # it links to folders of its user
    done = subprocess.run([str(HERE / "run.sh"), "cmd.exe", "/c", "exit"], env=environment, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}toolchains/windows/wine.py: wine's first program ended with {done.returncode}")
    server = tree / "usr" / "lib" / "wine" / "wineserver"
    subprocess.run([server, "-w"], env={**os.environ, "WINEPREFIX": str(tree / "drive")}, check=True)


def make(folder: Path) -> None:
    """Downloads and unpacks into `folder`, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    print("unpacking wine (a minute, once)", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch, tree = Path(name) / "scratch", Path(name) / "tree"
        scratch.mkdir()
        debian.unpack_packages(PACKAGES, "amd64", tree, scratch)
        in_one_place(tree)
        without_debug_information(tree / LIBRARIES)
        make_drive(tree)
        tree.rename(folder)


def home() -> Path:
    given = os.environ.get("DSOCR_WINE")
    if given:
        if not (Path(given) / "usr" / "lib" / "wine" / "wine64").is_file():
            sys.exit(f"DSOCR_WINE={given} holds no usr/lib/wine/wine64")
        return Path(given).absolute()
    folder = fetch.cache_dir() / "sysroot" / f"wine-{fetch.sha256(Path(__file__))[:12]}"
    if not folder.is_dir():
        make(folder)
    return folder


if __name__ == "__main__":
    try:
        print(home())
    except debian.Unavailable as error:
        sys.exit(f"{error}\ntoolchains/windows/wine.py: it takes wine from Debian's archive")
