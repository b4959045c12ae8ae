"""What this installation and this machine are."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path
from typing import Any, Dict, Optional

from . import _core
from .catalog import default_name, models

SYSTEM = Path("/")


def info() -> dict[str, Any]:
    """Version, CPU, kernels and models, as plain data.

    cpu: architecture, the features that we use, the CPUs that this process may run on, the page size in bytes.
    backends: what networks can run on in this build, each with the devices that it finds.
    kernels: the back end in use and those that this CPU runs, the fastest first.
    peak_memory: of this process until now, in bytes; 0 where the system does not say.
    """
    return {
        "version": _core.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cpu": _core.cpu(),
        "backends": _core.backends(),
        "kernels": {"backend": _core.kernel_backend(), "available": _core.kernel_backends()},
        "model": default_name(),
        "models": [model.name for model in models()],
        "peak_memory": _core.peak_memory_bytes(),
    }


def device_name(root: Path = SYSTEM) -> Optional[str]:
    """What the board or the processor calls itself; None where the system does not say."""
    board = text_of(root / "proc/device-tree/model").strip("\0 \n")
    match = re.search(r"^(?:model name|Hardware|Model)\s*:\s*(.+)$", text_of(root / "proc/cpuinfo"), re.MULTILINE)
    return board or (match[1].strip() if match else None)


def memory(root: Path = SYSTEM) -> Dict[str, int]:
    """Bytes of `total` and `available` memory, as far as the system tells them."""
    rows = dict(re.findall(r"^(\w+):\s+(\d+) kB$", text_of(root / "proc/meminfo"), re.MULTILINE))
    names = {"total": "MemTotal", "available": "MemAvailable"}
    return {ours: int(rows[theirs]) * 1024 for ours, theirs in names.items() if theirs in rows}


def temperature(root: Path = SYSTEM) -> Optional[float]:
    """Of the hottest thermal zone in degrees Celsius; None where none can be read."""
    zones = (root / "sys/class/thermal").glob("thermal_zone*/temp")
    degrees = [int(value) / 1000 for value in map(text_of, zones) if re.fullmatch(r"-?\d+\s*", value)]
    plausible = [value for value in degrees if 0 < value < 150]  # a sensor that sleeps says 0 or less
    return max(plausible, default=None)


def cpus_of_machine() -> int:
    """All of them, also those that this process may not run on."""
    return os.cpu_count() or 1


def text_of(file: Path) -> str:
    """What a file of the system says; nothing where it cannot be read."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
