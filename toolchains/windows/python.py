#!/usr/bin/env python3
"""Makes a folder that holds Python for Windows on x86-64, in the cache, once, and prints its path.

    .venv/bin/python toolchains/windows/python.py

It serves two ends: headers and python3XX.lib for cross building, and a real interpreter for wine.
DSOCR_PYTHON_WINDOWS names another folder of that kind to use instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import bytedeco  # noqa: E402  (it lies one folder up)

PYTHON = bytedeco.Python(
    "Windows", "windows-x86_64", "cfe5502ffa7ea369be707b6d88bf68344732a7800450665080fb4267c01bfeae",
    "DSOCR_PYTHON_WINDOWS", "include/Python.h", parts=("",),
    # What only people at a screen, Java or Python's own tests use; and the module by which Python asks Windows for its
    # name, for which wine 8 ends the process. Without it Python asks in another way.
    left_out=("bin/", "jnipython.dll", "lib/idlelib/", "lib/test/", "lib/tkinter/", "lib/turtledemo/", "share/",
              "lib/_wmi.pyd"))

if __name__ == "__main__":
    bytedeco.print_home(PYTHON, "toolchains/windows/python.py")
