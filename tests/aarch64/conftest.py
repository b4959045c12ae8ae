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


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the wheel's files, for PYTHONPATH."""
    folder = tmp_path_factory.mktemp("aarch64-package")
    wheel = printed_by(sys.executable, ROOT / "scripts" / "build_wheel.py", "--machine", "aarch64")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def sysroot() -> Path:
    return Path(printed_by(sys.executable, ROOT / "toolchains" / "qemu" / "sysroot.py"))


@pytest.fixture(scope="session")
def emulated(package: Path, sysroot: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the arm64 Python on one CPU, with the wheel on its path."""
    def run(cpu: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(package), "DSOCR_QEMU_CPU": cpu,
                       "DSOCR_SYSROOT_AARCH64": str(sysroot)}
        python = sysroot / "usr" / "bin" / "python3.11"
        command = [ROOT / "toolchains" / "qemu" / "run.sh", python, *arguments]
        return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True)
    return run


@pytest.fixture(scope="session")
def native_reading() -> Reading:
    """What the wheel that is installed here reads."""
    return json.loads(printed_by(sys.executable, HERE / "read_images.py", *PICTURES))
