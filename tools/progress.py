"""One line on stderr with an estimate of the time left."""

import math
import sys
import time
from collections.abc import Callable


class Progress:
    """`advance` after each unit; prints at most every `every` seconds. `ends_in`: seconds until it ends anyhow."""

    def __init__(self, total: int, unit: str, done: int = 0, every: float = 10.0,
                 ends_in: Callable[[], float] = lambda: math.inf) -> None:
        self._total, self._unit, self._every, self._ends_in = total, unit, every, ends_in
        self._first = self._done = done
        self._start = self._printed = time.monotonic()

    def advance(self, count: int = 1, note: str = "") -> None:
        self._done += count
        now = time.monotonic()
        if now - self._printed >= self._every or self._done >= self._total:
            self._printed = now
            print(self._sentence(now, note), file=sys.stderr, flush=True)

    def _sentence(self, now: float, note: str) -> str:
        rate = (self._done - self._first) / max(now - self._start, 1e-9)
        left = min((self._total - self._done) / max(rate, 1e-9), max(0.0, self._ends_in()))
        return f"{self._done}/{self._total} {self._unit}, {rate:.1f} a second, {_clock(left)} left{note and '  ' + note}"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
