#!/usr/bin/env python3
"""Makes a folder that holds Python for Linux of another version than the one that runs this, in the cache, once, and prints
its path.

    .venv/bin/python toolchains/linux/python.py --version 3.13

It serves two ends: headers for building wheels, and a real interpreter for x86-64. The headers serve aarch64 as well: what
they say of types is the same, since both have 64 bits and the low byte first.
DSOCR_PYTHON_LINUX names another folder of that kind to use instead.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import bytedeco  # noqa: E402  (it lies one folder up)

RELEASES = {  # of each version: its release, the SHA-256 of its jar
    "3.10": ("3.10.8-1.5.8", "2f101b1aa06effdbda3c318c1728b13f22b571707c7b7704abaf5d19a33aa981"),
    "3.11": ("3.11.3-1.5.9", "668b42f6a8b1a9789de7d3ca54a81fefb754cd8e885554b42858bbcbc0dd497c"),
    "3.12": ("3.12.1-1.5.10", "a135fcf4dc01adebf7ea439252276fc3196db80f7e0dd3da0b61f1ec489b68bd"),
    "3.13": ("3.13.5-1.5.12", "50ad91aa0baa57f0235bb666b87d8bf2a44e215d28c250de1030502906af143b"),
}


def python(version: str) -> bytedeco.Python:
    release, sha256 = RELEASES[version]
    return bytedeco.Python(
        "Linux", "linux-x86_64", sha256, "DSOCR_PYTHON_LINUX", f"include/python{version}/Python.h", parts=("",),
        # What only people at a screen, Java or Python's own tests use.
        left_out=("libjni", *(f"lib/python{version}/{name}/" for name in ("idlelib", "test", "tkinter", "turtledemo"))),
        version=version, release=release)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--version", choices=sorted(RELEASES), required=True)
    bytedeco.print_home(python(parser.parse_args().version), "toolchains/linux/python.py")
