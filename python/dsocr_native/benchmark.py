"""How long each stage of reading takes on this machine, as data that people can share.

>>> from dsocr_native.benchmark import measure
>>> measure(Reader(), ["receipt.jpg"], repeat=50)["pictures"][0]["stages_ms"]["total"]["p50"]

What it gives is described in docs/cli.md: `dsocr bench --json` prints it.
"""

from __future__ import annotations

import math
import os
import platform
import time
from typing import Any, Callable, Dict, Iterable, List, Sequence

from . import _core
from .machine import device_name, temperature
from .options import whole_number
from .page import Page
from .reader import Reader
from .sources import Source, source_of

SCHEMA = "dsocr-bench/1"
STAGES = ("decode", "detect", "classify", "recognize", "total")
Times = Dict[str, List[float]]


def measure(
    reader: Reader,
    images: Iterable[Any],
    *,
    repeat: int = 50,
    on_round: Callable[[int, int], None] = lambda done, total: None,
    **options: Any,
) -> dict[str, Any]:
    """Reads each picture once to warm up and `repeat` times for the record, taking turns among the pictures, so that
    a machine that gets hot slows all of them alike.

    on_round: is called with the rounds done and the rounds in all, after each. options: those of `Reader.read`.
    Raises as `Reader.read` does where a picture cannot be read.
    """
    rounds = whole_number("repeat", repeat, 1, 1_000_000)
    sources = [source_of(image) for image in images]
    before = temperature()
    first = [timed_read(reader, source, options) for source in sources]
    times: List[Times] = [{stage: [] for stage in STAGES} for _ in sources]
    for done in range(1, rounds + 1):
        for source, record in zip(sources, times):
            note(record, reader.read(source, **options))
        on_round(done, rounds)
    pages = [page for page, _ in first]
    return {
        "schema": SCHEMA,
        **about(reader),
        "repeat": rounds,
        "first_read_ms": round(first[0][1], 3) if first else None,
        "pictures": [picture(page, record) for page, record in zip(pages, times)],
        "peak_memory_bytes": _core.peak_memory_bytes(),
        "temperature_c": {"before": before, "after": temperature()},
    }


def timed_read(reader: Reader, source: Source, options: dict[str, Any]) -> tuple[Page, float]:
    """A page, and the milliseconds until the caller had it."""
    begun = time.perf_counter()
    page = reader.read(source, **options)
    return page, (time.perf_counter() - begun) * 1000


def note(record: Times, page: Page) -> None:
    """Adds one reading to the record."""
    for stage, values in record.items():
        values.append(page.elapsed_ms.get(stage, 0.0))


def about(reader: Reader) -> dict[str, Any]:
    """What was measured, and where."""
    opened = reader.info
    return {
        "version": _core.__version__,
        "model": opened["model"],
        "precision": opened["precision"],
        "device": opened["device"],
        "backend": opened["backend"],
        "threads": opened["threads"],
        "cpu": {"name": device_name(), **_core.cpu()},
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def picture(page: Page, record: Times) -> dict[str, Any]:
    """One picture's part. Only its file's name is told, for folders say too much about their owner."""
    return {
        "source": os.path.basename(page.source),
        "width": page.width,
        "height": page.height,
        "lines": len(page),
        "copied_bytes": page.copied_bytes,
        "stages_ms": {stage: summary(values) for stage, values in record.items()},
    }


def summary(values: Sequence[float]) -> Dict[str, float]:
    """The least, the median and the 90th percentile, each a value that occurred (nearest rank)."""
    ordered = sorted(values)
    shares = {"min": 0.0, "p50": 0.5, "p90": 0.9}
    return {name: ordered[max(math.ceil(share * len(ordered)) - 1, 0)] for name, share in shares.items()}
