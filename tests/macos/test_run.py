"""The module for Intel's Macs, run here: its code, threads and exceptions are those that a Mac runs, in place of its system
stands system.c. What only a Mac has, its loader and its libSystem, is not tried."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import image
import pytest
from conftest import ROOT, wheel_for

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="the code is of x86-64")
HERE = Path(__file__).parent
RECEIPT = ROOT / "examples" / "receipt.jpg"


@pytest.fixture(scope="module")
def dsocr(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The wheel's command."""
    folder, contents = tmp_path_factory.mktemp("image"), tmp_path_factory.mktemp("wheel")
    wheel = wheel_for("x86_64")
    with zipfile.ZipFile(wheel.path) as archive:
        archive.extractall(contents)
    image.write(wheel.module, folder)
    subprocess.run([shutil.which("gcc") or "cc", "-O1", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror", HERE / "system.c",
                    "-o", folder / "system.so", "-lm", "-lpthread"], check=True)
    found = subprocess.run([sys.executable, ROOT / "toolchains" / "linux" / "python.py", "--version", "3.13"],
                           stdout=subprocess.PIPE, text=True, check=True)
    home = Path(found.stdout.strip())
    environment = {**os.environ, "PYTHONHOME": str(home), "LD_LIBRARY_PATH": str(home / "lib"), "LC_ALL": "C.UTF-8",
                   "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [home / "bin" / "python3.13", HERE / "run.py", folder, contents, *arguments]
        return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True, timeout=300)

    return run


def read_here(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "dsocr_native", "read", *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


@pytest.mark.parametrize("model", ["accurate", "fast", "cyrillic", "korean"])
def test_reads_what_linux_reads(dsocr, model: str) -> None:
    done = dsocr("read", "--model", model, RECEIPT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == read_here("--model", model, RECEIPT) != ""


@pytest.mark.parametrize("threads", ["1", "2"])
def test_with_threads_and_every_character(dsocr, threads: str) -> None:
    """Places and confidences too, to the last digit that JSON has."""
    arguments = ("--model", "fast", "--threads", threads, "--format", "jsonl", RECEIPT)
    assert dsocr("read", *arguments).stdout == read_here(*arguments) != ""


def test_the_self_check_is_well(dsocr) -> None:
    done = dsocr("doctor")
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "All is well."


def test_exceptions_cross_the_module(dsocr, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("text")
    done = dsocr("read", tmp_path / "nothing.jpg", tmp_path / "no.png", RECEIPT)
    assert done.returncode == 1 and "SUNGAI RENGIT" in done.stdout
    assert "nothing.jpg: cannot be opened: No such file or directory" in done.stderr
    assert "no.png: is a text, expected a JPEG, PNG, WebP or BMP picture" in done.stderr


def test_pictures_are_written(dsocr, tmp_path: Path) -> None:
    done = dsocr("read", "--model", "fast", "--draw", tmp_path / "drawn.png", RECEIPT)
    assert done.returncode == 0 and (tmp_path / "drawn.png").read_bytes().startswith(b"\x89PNG")
