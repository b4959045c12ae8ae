"""The modules for macOS, run here: their code, their threads and their exceptions are those that a Mac runs; in place of its
system stands system.c. What only a Mac has, its loader and its libSystem, is not tried. Apple's processors are qemu's."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import image
import pytest
from conftest import ROOT, path_printed_by, wheel_for

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="runs code of x86-64, and that of aarch64 by qemu")
HERE = Path(__file__).parent
TOOLCHAINS = ROOT / "toolchains"
RECEIPT = ROOT / "examples" / "receipt.jpg"
COMPILER = {"x86_64": "gcc", "aarch64": TOOLCHAINS / "zig" / "bin" / "aarch64-linux-gnu-cc"}

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def python_for(machine: str) -> tuple[list[Path], dict[str, str]]:
    """The command of a Python 3.13 for Linux, and its environment."""
    if machine == "x86_64":
        home = path_printed_by(sys.executable, TOOLCHAINS / "linux" / "python.py", "--version", "3.13")
        return [home / "bin" / "python3.13"], {"PYTHONHOME": str(home), "LD_LIBRARY_PATH": str(home / "lib")}
    home = path_printed_by(sys.executable, TOOLCHAINS / "qemu" / "sysroot.py", "--python", "3.13")
    return [TOOLCHAINS / "qemu" / "run.sh", home / "usr" / "bin" / "python3.13"], \
        {"DSOCR_SYSROOT_AARCH64": str(home), "DSOCR_QEMU_CPU": "max"}


@pytest.fixture(scope="module", params=["x86_64", "aarch64"])
def dsocr(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A wheel's command."""
    machine = request.param
    folder, contents = tmp_path_factory.mktemp("image"), tmp_path_factory.mktemp("wheel")
    wheel = wheel_for(machine)
    with zipfile.ZipFile(wheel.path) as archive:
        archive.extractall(contents)
    image.write(wheel.module, folder)
    subprocess.run([COMPILER[machine], "-O1", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror", HERE / "system.c",
                    HERE / f"system_{machine}.S", "-o", folder / "system.so", "-lm", "-lpthread"], check=True)
    python, variables = python_for(machine)
    environment = {**os.environ, **variables, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [*python, HERE / "run.py", folder, contents, *arguments]
        return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True, timeout=600)

    return run


def read_here(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "dsocr_native", "read", *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_reads_what_linux_reads(dsocr: Command, model: str) -> None:
    done = dsocr("read", "--model", model, "--precision", "fp32", RECEIPT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == read_here("--model", model, "--precision", "fp32", RECEIPT) != ""


def test_with_one_thread_and_with_two(dsocr: Command) -> None:
    """Places and confidences too, to the last digit that JSON has."""
    arguments = ("read", "--model", "fast", "--format", "jsonl", RECEIPT)
    assert dsocr(*arguments, "--threads", "1").stdout == dsocr(*arguments, "--threads", "2").stdout != ""


def test_the_self_check_is_well(dsocr: Command) -> None:
    done = dsocr("doctor")
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "All is well."


def test_exceptions_cross_the_module(dsocr: Command, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("text")
    done = dsocr("read", "--model", "fast", "--precision", "fp32", tmp_path / "nothing.jpg", tmp_path / "no.png", RECEIPT)
    assert done.returncode == 1 and "SUNGAI RENGIT" in done.stdout
    assert "nothing.jpg: cannot be opened: No such file or directory" in done.stderr
    assert "no.png: is a text, expected a JPEG, PNG, WebP or BMP picture" in done.stderr


def test_pictures_are_written(dsocr: Command, tmp_path: Path) -> None:
    done = dsocr("read", "--model", "fast", "--draw", tmp_path / "drawn.png", RECEIPT)
    assert done.returncode == 0 and (tmp_path / "drawn.png").read_bytes().startswith(b"\x89PNG")
