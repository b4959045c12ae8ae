"""Python environments apart from ours, made in the cache on first use from a file of pinned requirements.

    python -m tools.environments NAME      # of requirements-NAME.txt; prints its Python
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.errors import ToolError, run_command
from tools.files import cache_root, sha256_of_file

_FOLDER = Path(__file__).parent
_COMPLETE = ("ncnn",)  # whose file lists everything that has to be installed


def python_of(name: str) -> Path:
    """The Python that has `requirements-<name>.txt` installed; `$DSOCR_<NAME>_PYTHON` names a ready one."""
    if ready := os.environ.get(f"DSOCR_{name.upper()}_PYTHON"):
        return Path(ready)
    requirements = _FOLDER / f"requirements-{name}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = cache_root() / f"{name}-py{version}-{sha256_of_file(requirements)[:12]}"
    if not (folder / "complete").exists():
        _make(name, folder, requirements)
    return folder / "bin" / "python"


def json_printed(output: str) -> Any:
    """The last line of a program's output that is JSON; engines add lines of their own, before it or after it."""
    for line in reversed(output.splitlines()):
        if line[:1] in ("{", "["):
            return json.loads(line)
    raise ToolError(f"a program printed no JSON: {output.strip() or 'nothing'}")


def _make(name: str, folder: Path, requirements: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "bin" / "python"
    _run(name, sys.executable, "-m", "venv", folder)
    without_more = ["--no-deps"] if name in _COMPLETE else []
    _run(name, python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *without_more, "-r", requirements)
    (folder / "complete").touch()


def _run(name: str, *command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise ToolError(f"the environment {name!r} could not be made: {done.stderr.strip()}")


def _main() -> None:
    known = sorted(path.stem.removeprefix("requirements-") for path in _FOLDER.glob("requirements-*.txt"))
    if len(sys.argv) != 2 or sys.argv[1] not in known:
        raise ToolError(f"expected the name of one environment, one of {', '.join(known)}")
    print(python_of(sys.argv[1]))


if __name__ == "__main__":
    run_command(_main)
