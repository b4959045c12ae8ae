"""How much of a run's time is used up."""

import math
import time


class Clock:
    """`minutes` for the whole run, 0 for no limit; `spent` seconds of them went by before the run was cut off."""

    def __init__(self, minutes: float, spent: float = 0.0) -> None:
        self._limit, self._start = 60 * minutes, time.monotonic() - spent

    @property
    def spent(self) -> float:
        return time.monotonic() - self._start

    @property
    def used(self) -> float:
        """Share of the limit; 0 where there is none."""
        return self.spent / self._limit if self._limit else 0.0

    @property
    def left(self) -> float:
        """Seconds."""
        return self._limit - self.spent if self._limit else math.inf
