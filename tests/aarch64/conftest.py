"""The aarch64 wheel, unpacked where an emulated Python finds it."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PICTURES = sorted(str(path) for path in (HERE / "images").glob("*.jpg"))

Reading = dict[str, Any]


def printed_by(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


Run = Callable[..., subprocess.CompletedProcess[str]]


def unpacked_wheel(folder: Path, *options: str) -> Path:
    """The folder that holds the wheel's files, for PYTHONPATH."""
    wheel = printed_by(sys.executable, ROOT / "scripts" / "build_wheel.py", "--machine", "aarch64", *options)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def sysroot_of(*options: str) -> Path:
    return Path(printed_by(sys.executable, ROOT / "toolchains" / "qemu" / "sysroot.py", *options))


def runner(package: Path, sysroot: Path, version: str = "3.11") -> Run:
    """Runs the arm64 Python on one CPU, with the wheel on its path."""
    def run(cpu: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(package), "DSOCR_QEMU_CPU": cpu,
                       "DSOCR_SYSROOT_AARCH64": str(sysroot)}
        command = [ROOT / "toolchains" / "qemu" / "run.sh", sysroot / "usr" / "bin" / f"python{version}", *arguments]
        return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True)
    return run


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked_wheel(tmp_path_factory.mktemp("aarch64-package"))


@pytest.fixture(scope="session")
def sysroot() -> Path:
    return sysroot_of()


@pytest.fixture(scope="session")
def emulated(package: Path, sysroot: Path) -> Run:
    return runner(package, sysroot)


@pytest.fixture(scope="session")
def emulated_debian_13(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """With Debian 13's Python 3.13 and its C library, and the wheel for them."""
    package = unpacked_wheel(tmp_path_factory.mktemp("aarch64-package-3.13"), "--python", "3.13")
    return runner(package, sysroot_of("--python", "3.13"), "3.13")


@pytest.fixture(scope="session")
def native_reading() -> Reading:
    """What the wheel that is installed here reads."""
    return json.loads(printed_by(sys.executable, HERE / "read_images.py", *PICTURES))
