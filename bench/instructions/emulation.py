"""Runs programs on an emulated aarch64 core under plugin.c and gives back what it counted."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.emulated import printed_by, python_of, sysroot
from tools.errors import ToolError
from tools.files import cache_root, new_folder, sha256_of_file, write_file

HERE = Path(__file__).parent
GUEST = HERE / "guest"
CPUS = ("cortex-a53", "cortex-a76", "max")

BARE = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}

Section = dict[str, Any]


def plugin() -> Path:
    """The compiled plugin, made in the cache once for each state of its source."""
    source = HERE / "plugin.c"
    made = cache_root() / "instructions" / f"plugin-{sha256_of_file(source)[:12]}.so"
    if not made.exists():
        with tempfile.TemporaryDirectory() as folder:
            built = Path(folder) / "plugin.so"
            compiler = os.environ.get("CC", "cc")
            printed_by(compiler, "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-o", built, source)
            write_file(made, built.read_bytes())
    return made


def peer_packages() -> Path:
    """A folder with requirements-aarch64.txt in it, for the emulated Python."""
    wanted = HERE / "requirements-aarch64.txt"
    folder = cache_root() / "instructions" / f"aarch64-{sha256_of_file(wanted)[:12]}"
    if not folder.is_dir():
        platforms = [f"--platform=manylinux{name}_aarch64" for name in ("2014", "_2_17", "_2_27", "_2_28")]
        with new_folder(folder) as scratch:
            printed_by(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:",
                       *platforms, "--python-version=3.11", "--target", scratch, "-r", wanted)
    return folder


def python(cpu: str, packages: Path, script: str, *arguments: str | Path, cache: int = 0) -> tuple[str, list[Section]]:
    """Runs guest/<script> in the emulated Python: what it printed and what was counted, section by section."""
    root = sysroot()
    return run(cpu, python_of(root), GUEST / script, *arguments, cache=cache,
               environment={"PYTHONPATH": f"{packages}:{GUEST}"}, root=root)


def run(cpu: str, *command: str | Path, cache: int = 0, blocks: bool = False, environment: dict[str, str] | None = None,
        root: Path | None = None) -> tuple[str, list[Section]]:
    """The same for any aarch64 program. The environment is empty but for what is given, so that counts do not depend
    on the caller's: it lies on the program's stack."""
    emulator = shutil.which("qemu-aarch64")
    if emulator is None:
        raise ToolError("qemu-aarch64 is not installed, and without its plugins nothing can be counted; "
                        "scripts/system_packages.sh emulation installs it (Debian: qemu-user)")
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder) / "counted.jsonl"
        options = f"{plugin()},out={counted},cache={cache},blocks={'on' if blocks else 'off'}"
        printed = printed_by(emulator, "-cpu", cpu, "-L", root or sysroot(), "-plugin", options, *command,
                             env={**BARE, **(environment or {})})
        return printed, [json.loads(row, object_pairs_hook=_sums) for row in counted.read_text().splitlines()]


def _sums(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A block that was translated twice stands twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        found[name] = found[name] + value if name in found else value
    return found


