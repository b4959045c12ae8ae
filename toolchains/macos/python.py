#!/usr/bin/env python3
"""Makes a folder that holds the headers of Python for macOS, in the cache, once, and prints its path.

    .venv/bin/python toolchains/macos/python.py [--machine x86_64]

DSOCR_PYTHON_MACOS names another folder of that kind to use instead.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import bytedeco  # noqa: E402  (it lies one folder up)

JARS = {
    "aarch64": ("macosx-arm64", "b9ccb29cafe9c0f9bf341fa1573ac0f112d3557c13c398115ab91926091fdc0a"),
    "x86_64": ("macosx-x86_64", "0c79e881075b8d7752be384a429a8b53d14ba00d939a7d04074deb1b1d3db19c"),
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--machine", choices=sorted(JARS), default="aarch64")
    classifier, sha256 = JARS[parser.parse_args().machine]
    python = bytedeco.Python("macOS", classifier, sha256, "DSOCR_PYTHON_MACOS",
                             f"include/python{bytedeco.VERSION}/Python.h", parts=("include/",))
    bytedeco.print_home(python, "toolchains/macos/python.py")
