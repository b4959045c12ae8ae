"""The wheels for macOS. No Mac is at hand, so they are looked at from outside (test_wheel.py), and their modules are run in
a Python for Linux (test_run.py)."""

import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import lief
import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE = "dsocr_native/_core.cpython-313-darwin.so"
CPU = lief.MachO.Header.CPU_TYPE


class Wheel(NamedTuple):
    path: Path
    machine: str  # as macOS calls it
    cpu: CPU

    @property
    def module_bytes(self) -> bytes:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(MODULE)

    @property
    def module(self) -> lief.MachO.Binary:
        return lief.MachO.parse(list(self.module_bytes)).take(self.cpu)


def path_printed_by(*command: str | Path) -> Path:
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True)
    return Path(done.stdout.strip())


@cache
def wheel_for(machine: str) -> Wheel:
    """Built first when it is missing or old."""
    path = path_printed_by(sys.executable, ROOT / "scripts" / "build_wheel.py", "--system", "macos", "--machine", machine)
    return Wheel(path, *{"aarch64": ("arm64", CPU.ARM64), "x86_64": ("x86_64", CPU.X86_64)}[machine])


@pytest.fixture(scope="session", params=["aarch64", "x86_64"])
def wheel(request: pytest.FixtureRequest) -> Wheel:
    return wheel_for(request.param)
