"""The wheel for macOS. Nothing here can run it, so it is looked at from outside."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel() -> Path:
    command = [sys.executable, ROOT / "scripts" / "build_wheel.py", "--system", "macos"]
    return Path(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip())
