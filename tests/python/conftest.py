"""What the tests of the installed package share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

os.environ["LC_ALL"] = "C.UTF-8"  # what is said is English, whoever runs the tests, unless a test asks for Chinese

import dsocr_native as dsocr
from pictures import page_of

ROWS = ("Hello World 2026", "The quick brown fox", "Total: 42.50 EUR")


def letters(page: dsocr.Page) -> Counter[str]:
    """What was read, wherever it stands and however its words are set apart."""
    return Counter("".join(page.text.split()))


def hear_ctrl_c() -> None:
    """For a child process (preexec_fn): tests that are started in the background would hand on a deaf ear."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="session")
def reader() -> dsocr.Reader:
    """The default model on two threads, opened once."""
    return dsocr.Reader(threads=2)


@pytest.fixture(scope="session")
def rows_image():
    """ROWS as a PIL image."""
    return page_of(*ROWS)


@pytest.fixture(scope="session")
def rows_png(rows_image, tmp_path_factory) -> Path:
    """ROWS as a file."""
    path = tmp_path_factory.mktemp("pictures") / "rows.png"
    rows_image.save(path)
    return path


@pytest.fixture(scope="session")
def model_folder(reader) -> Path:
    """The default model's folder."""
    return Path(reader.info["model_dir"])


@pytest.fixture
def dsocr_command():
    """Runs `dsocr ARGUMENTS` as a program of its own and gives what it did, with bytes for stdout."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "dsocr_native", *map(str, arguments)]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", **options.pop("env", {})}
        return subprocess.run(command, capture_output=True, timeout=300, env=environment, **options)

    return run
