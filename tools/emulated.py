"""The aarch64 wheel and the Python that runs it on this machine, by qemu."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.errors import ToolError

ROOT = Path(__file__).resolve().parents[1]


def printed_by(*command: str | Path, env: dict[str, str] | None = None) -> str:
    """What a command prints, without the last newline."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=env)
    if done.returncode != 0:
        raise ToolError(f"{Path(command[0]).name} {command[-1]} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()


def sysroot() -> Path:
    """Debian for arm64 with Python 3.11."""
    return Path(printed_by(sys.executable, ROOT / "toolchains" / "qemu" / "sysroot.py"))


def python_of(sysroot: Path) -> Path:
    return sysroot / "usr" / "bin" / "python3.11"


@contextmanager
def our_package() -> Iterator[Path]:
    """A folder with the aarch64 wheel's files; the wheel is built if it is not there."""
    wheel = printed_by(sys.executable, ROOT / "scripts" / "build_wheel.py", "--machine", "aarch64")
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        yield Path(folder)
