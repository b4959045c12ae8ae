"""A fresh process that imports, loads and reads one small picture: from its start to its end."""

from functools import partial
from pathlib import Path

from bench.end_to_end.engines import ENGINES, python_for
from bench.end_to_end.rounds import Figure, Result, Sample, run_timed, take_turns
from tools.evaluate.runs import Engine

PICTURE = Path(__file__).parents[2] / "tests" / "aarch64" / "images" / "book.jpg"
SCRIPT = Path(__file__).with_name("first_read.py")


def first_read(engine: Engine, threads: int) -> Sample:
    sample, _ = run_timed([python_for(engine), str(SCRIPT), engine.worker, str(PICTURE), str(threads)])
    return sample


def measure(rounds: int, threads: int) -> list[Result]:
    sides = {engine.name: partial(first_read, engine, threads) for engine in ENGINES}
    for once in sides.values():  # the files come into the system's cache
        once()
    return [Result("cold start", take_turns(sides, rounds),
                   (Figure("wall_ms", "ms", ratio=0.25), Figure("cpu_ms", "processor ms", ratio=0.25)))]
