"""What this installation and this machine are."""

from __future__ import annotations

import platform
from typing import Any

from . import _core
from .catalog import default_name, models


def info() -> dict[str, Any]:
    """Version, CPU, kernels and models, as plain data.

    cpu: architecture, the features that we use, the CPUs that this process may run on, the page size in bytes.
    kernels: the back end in use and those that this CPU runs, the fastest first.
    peak_memory: of this process until now, in bytes; 0 where the system does not say.
    """
    return {
        "version": _core.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cpu": _core.cpu(),
        "kernels": {"backend": _core.kernel_backend(), "available": _core.kernel_backends()},
        "model": default_name(),
        "models": [model.name for model in models()],
        "peak_memory": _core.peak_memory_bytes(),
    }
