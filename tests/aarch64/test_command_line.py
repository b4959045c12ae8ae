"""The command, as somebody with a small board would type it."""

import subprocess
from collections.abc import Callable

from conftest import HERE

Emulated = Callable[..., subprocess.CompletedProcess[str]]


def test_read(emulated: Emulated) -> None:
    done = emulated("cortex-a53", "-m", "dsocr_native", "read", HERE / "images" / "book.jpg")
    assert done.returncode == 0, done.stderr
    assert "Grisham" in done.stdout


def test_a_missing_file_is_named(emulated: Emulated) -> None:
    done = emulated("cortex-a53", "-m", "dsocr_native", "read", "nowhere.jpg")
    assert done.returncode == 1
    assert "nowhere.jpg" in done.stderr


def test_info_names_the_machine_and_its_kernels(emulated: Emulated) -> None:
    done = emulated("cortex-a53", "-m", "dsocr_native", "info")
    assert done.returncode == 0, done.stderr
    assert "aarch64" in done.stdout
    assert "neon" in done.stdout
