"""The wheels for other versions of Python than this one: pip chooses them, and they read what this one reads."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from wheels import ROOT

OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
VERSIONS = [version for version in ("3.10", "3.11", "3.12", "3.13") if version != OWN]
PICTURE = ROOT / "examples" / "receipt.jpg"


def printed_by(*command: str | Path, **variables: str) -> str:
    return subprocess.run([str(part) for part in command], env={**os.environ, **variables}, stdout=subprocess.PIPE,
                          text=True, check=True).stdout.strip()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the other Pythons are programs of x86-64")
@pytest.mark.parametrize("version", VERSIONS)
def test_reads_what_this_python_reads(version: str, tmp_path: Path) -> None:
    wheels = Path(printed_by(sys.executable, ROOT / "scripts" / "build_wheel.py", "--python", version)).parent
    printed_by(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels,
               "--python-version", version, "--platform", "manylinux2014_x86_64", "--only-binary", ":all:",
               "--target", tmp_path, "dsocr-native")
    (module,) = (tmp_path / "dsocr_native").glob("_core.*.so")
    assert module.name == f"_core.cpython-{version.replace('.', '')}-x86_64-linux-gnu.so"
    home = Path(printed_by(sys.executable, ROOT / "toolchains" / "linux" / "python.py", "--version", version))
    read = ("-m", "dsocr_native", "read", PICTURE)
    text = printed_by(home / "bin" / f"python{version}", *read, PYTHONHOME=str(home), PYTHONPATH=str(tmp_path),
                      LD_LIBRARY_PATH=str(home / "lib"))
    assert text == printed_by(sys.executable, *read) != ""


def test_a_version_that_is_not_known_is_named() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "build_wheel.py", "--python", "2.7"],
                          capture_output=True, text=True)
    assert done.returncode != 0 and "invalid choice: '2.7' (choose from '3.10'" in done.stderr
