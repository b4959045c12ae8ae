"""The most memory that a process took which read one picture."""

from functools import partial

from bench.end_to_end.engines import ENGINES, read_once
from bench.end_to_end.photo import EXAMPLES, large_photo
from bench.end_to_end.rounds import Figure, Result, take_turns


def measure(rounds: int, threads: int) -> list[Result]:
    with large_photo() as photo:
        pictures = (("1280 x 720", EXAMPLES / "sign.jpg", 200), ("12 MP", photo, 300))
        return [Result(f"memory, {what}",
                       take_turns({engine.name: partial(read_once, engine, path, threads) for engine in ENGINES}, rounds),
                       (Figure("peak_mb", "peak MB", most=most),))
                for what, path, most in pictures]
