"""A JPEG of 12 megapixels, from the file to the text; the reader is warm."""

from functools import partial

from bench.end_to_end.engines import ENGINES, read_once
from bench.end_to_end.photo import large_photo
from bench.end_to_end.rounds import Figure, Result, take_turns


def measure(rounds: int, threads: int) -> list[Result]:
    with large_photo() as photo:
        samples = take_turns({engine.name: partial(read_once, engine, photo, threads) for engine in ENGINES}, rounds)
    return [Result("12 MP: whole reading", samples,
                   (Figure("wall_ms", "ms", ratio=0.35), Figure("cpu_ms", "processor ms", ratio=0.35),
                    Figure("peak_mb", "peak MB", most=300)))]
