"""The most memory that a process takes which reads one picture of 1280 x 720; `large` shows it for 12 megapixels."""

from functools import partial

from bench.end_to_end.engines import ENGINES, read_once
from bench.end_to_end.photo import EXAMPLES
from bench.end_to_end.rounds import Figure, Result, take_turns


def measure(rounds: int, threads: int) -> list[Result]:
    sides = {engine.name: partial(read_once, engine, EXAMPLES / "sign.jpg", threads) for engine in ENGINES}
    return [Result("memory, 1280 x 720", take_turns(sides, rounds), (Figure("peak_mb", "peak MB", most=200),))]
