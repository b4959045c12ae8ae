"""The musl wheels and Pythons of musl that use them, aarch64's under qemu."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Done = subprocess.CompletedProcess[str]


def printed_by(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


@dataclass(frozen=True)
class MuslPython:
    """An interpreter of musl, run under qemu if its machine is another."""

    sysroot: Path
    path: Path  # where it finds packages

    def __call__(self, *arguments: str | Path, cpu: str = "max") -> Done:
        environment = {**os.environ, "PYTHONHOME": str(self.sysroot / "usr"), "PYTHONPATH": str(self.path),
                       "DSOCR_QEMU_CPU": cpu, "DSOCR_SYSROOT_AARCH64": str(self.sysroot)}
        command = [ROOT / "toolchains" / "qemu" / "run.sh", self.sysroot / "usr" / "bin" / "python3.11", *arguments]
        return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True)


def sysroot_of(machine: str) -> Path:
    return Path(printed_by(sys.executable, ROOT / "toolchains" / "musl" / "python.py", "--machine", machine))


def wheels_of(machine: str) -> Path:
    """The folder where the wheel lies, with others that do not fit."""
    script = ROOT / "scripts" / "build_wheel.py"
    return Path(printed_by(sys.executable, script, "--machine", machine, "--libc", "musl")).parent


@pytest.fixture(scope="session", params=["x86_64", "aarch64"])
def python(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MuslPython:
    """A Python that has the wheel that pip chooses for its machine."""
    machine = request.param
    packages = tmp_path_factory.mktemp(f"{machine}-packages")
    printed_by(sys.executable, "-m", "pip", "install", "--no-index", "--find-links", wheels_of(machine),
               "--platform", f"musllinux_1_2_{machine}", "--only-binary", ":all:", "--target", packages, "dsocr-native")
    return MuslPython(sysroot_of(machine), packages)
