"""The wheel for Windows, and a Python for Windows that uses it, under wine."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "toolchains" / "windows"

Done = subprocess.CompletedProcess[str]


def printed_by(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def as_windows_spells(path: Path) -> str:
    """wine shows this system's root as drive Z:."""
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class WindowsPython:
    """Paths among the arguments are told in Windows' spelling."""

    wine: Path
    home: Path
    path: tuple[Path, ...] = ()  # where it finds packages
    settings: dict[str, str] = field(default_factory=dict)  # of the environment

    def __call__(self, *arguments: str | Path) -> Done:
        return self.run(self.home / "python.exe", *arguments)

    def run(self, program: Path, *arguments: str | Path) -> Done:
        """Any program of Windows, with that Python's settings."""
        spelt = [as_windows_spells(part) if isinstance(part, Path) else part for part in arguments]
        path = ";".join(map(as_windows_spells, self.path))
        environment = {**os.environ, "DSOCR_WINE": str(self.wine), "PYTHONPATH": path, **self.settings}
        return subprocess.run([WINDOWS / "run.sh", program, *spelt], env=environment, input="", capture_output=True,
                              encoding="utf-8")


@pytest.fixture(scope="session")
def wheel() -> Path:
    script = ROOT / "scripts" / "build_wheel.py"
    return Path(printed_by(sys.executable, script, "--machine", "x86_64", "--system", "windows"))


@pytest.fixture(scope="session")
def bare_python() -> WindowsPython:
    """It has no package but pip."""
    return WindowsPython(Path(printed_by(sys.executable, WINDOWS / "wine.py")),
                         Path(printed_by(sys.executable, WINDOWS / "python.py")))


@pytest.fixture(scope="session")
def python(bare_python: WindowsPython, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> WindowsPython:
    """It has the wheel that its own pip chooses among those of dist/."""
    packages = tmp_path_factory.mktemp("packages")
    done = bare_python("-m", "pip", "install", "--no-index", "--find-links", wheel.parent, "--target", packages,
                       "--disable-pip-version-check", "--no-compile", "dsocr-native")
    assert done.returncode == 0, done.stdout + done.stderr
    return WindowsPython(bare_python.wine, bare_python.home, (packages,))
