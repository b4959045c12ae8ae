"""What several tests of the toolchains share."""

import os
import subprocess
import sys

import pytest
from wheels import ROOT


@pytest.fixture(scope="session")
def emulator() -> list[str]:
    """The command before an aarch64 program."""
    made = subprocess.run([sys.executable, ROOT / "toolchains" / "qemu" / "sysroot.py"],
                          stdout=subprocess.PIPE, text=True, check=True)
    os.environ["DSOCR_SYSROOT_AARCH64"] = made.stdout.strip()
    return [str(ROOT / "toolchains" / "qemu" / "run.sh")]
