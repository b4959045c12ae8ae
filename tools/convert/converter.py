"""Runs `mnn_worker.py`, the only program that imports MNN, by the converter's own Python.

`onnx` and `MNN` in one process can clash over protobuf, so the two live in environments of their own.
"""

import subprocess
from pathlib import Path

from tools.environments import python_of
from tools.errors import ToolError

_WORKER = Path(__file__).with_name("mnn_worker.py")


def run_worker(*arguments: str | Path) -> str:
    """Returns the worker's stdout; a failure becomes a ToolError with its last lines."""
    command = [str(python_of("convert")), str(_WORKER), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        last_lines = " / ".join((done.stdout + done.stderr).strip().splitlines()[-3:])
        raise ToolError(f"mnn_worker.py {arguments[0]} failed with status {done.returncode}: {last_lines}")
    return done.stdout
