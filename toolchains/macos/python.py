#!/usr/bin/env python3
"""Makes a folder that holds the headers of Python for macOS on Apple's processors, in the cache, once, and prints its
path.

    .venv/bin/python toolchains/macos/python.py

DSOCR_PYTHON_MACOS names another folder of that kind to use instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import bytedeco  # noqa: E402  (it lies one folder up)

PYTHON = bytedeco.Python(
    "macOS", "macosx-arm64", "b9ccb29cafe9c0f9bf341fa1573ac0f112d3557c13c398115ab91926091fdc0a", "DSOCR_PYTHON_MACOS",
    f"include/python{bytedeco.VERSION}/Python.h", parts=("include/",))

if __name__ == "__main__":
    bytedeco.print_home(PYTHON, "toolchains/macos/python.py")
