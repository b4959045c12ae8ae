"""What the person at the terminal hears while pictures are read."""

from __future__ import annotations

import sys
import time
from typing import Iterator, Optional

from ..page import Page
from .drawings import Drawings


class Report:
    """Names each failure on stderr, and shows progress there where somebody looks and there is enough to wait for."""

    def __init__(self, total: int) -> None:
        self.failures = 0
        self._total = total
        self._done = 0
        self._begun = time.monotonic()
        self._shows_progress = total > 1 and sys.stderr.isatty()

    def watch(self, pages: Iterator[Page], drawings: Optional[Drawings]) -> Iterator[Page]:
        """Passes the pages on."""
        try:
            for page in pages:
                self._note(page)
                if drawings is not None and page.error is None:
                    drawings.add(page)
                yield page
        finally:
            self._clear()

    def _note(self, page: Page) -> None:
        self._done += 1
        self._clear()
        if page.error is not None:
            self.failures += 1
            print(f"dsocr: {page.error}", file=sys.stderr)
        if self._shows_progress:
            sys.stderr.write(self._progress())
            sys.stderr.flush()

    def _progress(self) -> str:
        spent = time.monotonic() - self._begun
        left = spent / self._done * (self._total - self._done)
        return f"{self._done} of {self._total} pictures, {self._done / spent:.1f} a second, {duration(left)} left"

    def _clear(self) -> None:
        if self._shows_progress:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def duration(seconds: float) -> str:
    """As somebody who waits would say it."""
    if seconds < 90:
        return f"about {seconds:.0f} s"
    return f"about {seconds / 60:.0f} min"
