"""What a caller may set, checked here, so that every door gives the same sentence."""

from __future__ import annotations

import operator
from numbers import Real
from typing import Any, Optional, Union

from . import _core
from ._core import OptionError

PRECISIONS = {
    "auto": _core.Precision.AUTO,
    "fp32": _core.Precision.FP32,
    "fp16": _core.Precision.FP16,
    "int8": _core.Precision.INT8,
}
BACKENDS = {
    "cpu": _core.Backend.CPU,
    "opencl": _core.Backend.OPENCL,
    "vulkan": _core.Backend.VULKAN,
}
MAX_THREADS = 64
MIN_CONFIDENCE = 0.7  # chosen on pictures to learn from, see docs/performance.md; as in reader.h
MAX_UNCLIP_RATIO = 10
BIG = "big"  # of threads


def precision_of(name: str) -> _core.Precision:
    """One of PRECISIONS, by name."""
    if name not in PRECISIONS:
        raise OptionError(f"precision: found {name!r}, expected one of {', '.join(PRECISIONS)}")
    return PRECISIONS[name]


def backend_of(name: str) -> _core.Backend:
    """One of BACKENDS, by name; also one that this build lacks."""
    if name not in BACKENDS:
        raise OptionError(f"backend: found {name!r}, expected one of {', '.join(BACKENDS)}")
    return BACKENDS[name]


def thread_count(threads: Union[int, str]) -> int:
    """0 for as many as make sense here, "big" for as many as there are fast cores, or the number itself."""
    if isinstance(threads, str) and threads == BIG:
        return _core.BIG_CORES
    count = as_whole(threads)
    if count is not None and 0 <= count <= MAX_THREADS:
        return count
    raise OptionError(f"threads: found {threads!r}, expected a whole number from 0 to {MAX_THREADS}, or {BIG}")


def memory_limit(megabytes: int) -> int:
    """0 for none."""
    return whole_number("memory_limit_mb", megabytes, 0, 1_000_000)


def read_options(
    *,
    classify: bool = True,
    min_confidence: float = MIN_CONFIDENCE,
    max_side: int = 0,
    budget_ms: int = 0,
    max_pixels: int = 200_000_000,
    box_threshold: Optional[float] = None,
    unclip_ratio: Optional[float] = None,
) -> _core.ReadOptions:
    """How one picture is read; `Reader.read` says what each means."""
    return _core.ReadOptions(
        classify=bool(classify),
        min_confidence=share("min_confidence", min_confidence),
        max_side=whole_number("max_side", max_side, 0, 1_000_000),
        budget_ms=whole_number("budget_ms", budget_ms, 0, 1_000_000),
        max_pixels=whole_number("max_pixels", max_pixels, 1, 2**62),
        box_threshold=None if box_threshold is None else share("box_threshold", box_threshold),
        unclip_ratio=None if unclip_ratio is None else number("unclip_ratio", unclip_ratio, MAX_UNCLIP_RATIO),
    )


def share(name: str, value: Any) -> float:
    """A number from 0 to 1."""
    return number(name, value, 1)


def number(name: str, value: Any, high: int) -> float:
    """A number from 0 to `high`; a bool is none."""
    is_number = isinstance(value, Real) and not isinstance(value, bool)  # numpy's kinds say that they are Real
    if is_number and 0 <= value <= high:
        return float(value)
    raise OptionError(f"{name}: found {value!r}, expected a number from 0 to {high}")


def whole_number(name: str, value: Any, low: int, high: int) -> int:
    """A whole number within limits; a bool is none."""
    whole = as_whole(value)
    if whole is not None and low <= whole <= high:
        return whole
    raise OptionError(f"{name}: found {value!r}, expected a whole number from {low} to {high}")


def as_whole(value: Any) -> Optional[int]:
    """An int, also of numpy's kinds; None for what is no whole number, and for a bool."""
    try:
        return None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        return None
