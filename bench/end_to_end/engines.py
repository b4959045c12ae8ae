"""Who is measured, each in a Python of its own."""

import sys
from pathlib import Path

from tools.environments import python_of
from tools.evaluate.runs import Engine, run_worker

OURS = Engine("dsocr-native", "dsocr")
RAPIDOCR = Engine("RapidOCR", "rapidocr", "peers")
ENGINES = (OURS, RAPIDOCR)


def python_for(engine: Engine) -> str:
    return str(python_of(engine.environment)) if engine.environment else sys.executable


def read_once(engine: Engine, picture: Path, threads: int) -> dict[str, float]:
    """Milliseconds of one warm reading and the peak of a process that did nothing else."""
    result = run_worker(engine, [picture], threads)
    (page,) = result["pages"]
    return {"wall_ms": page["ms"], "cpu_ms": page["cpu_ms"], "peak_mb": result["peak_bytes"] / 1e6}
