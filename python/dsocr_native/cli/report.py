"""What the person at the terminal hears while pictures are read."""

from __future__ import annotations

import os
import sys
import time
from typing import Iterator, Optional, TextIO

from .._core import Error
from ..drawing import annotate
from ..formats.geometry import columns_in
from ..page import LeftOut, Page
from .drawings import Drawings
from .language import translated as _
from .language import translated_error

USUAL_COLUMNS = 80  # where the terminal does not say


class Progress:
    """One row on stderr that is written over; only where somebody looks and there is enough to wait for."""

    def __init__(self, total: int, unit: str) -> None:
        self._total = total
        self._unit = unit
        self._begun = time.monotonic()
        self._is_shown = total > 1 and sys.stderr.isatty()

    def show(self, done: int) -> None:
        """How far it is, how fast it goes and how long it will take."""
        if self._is_shown:
            sys.stderr.write("\r\033[K" + shortened(self._sentence(done), columns_of(sys.stderr) - 1))
            sys.stderr.flush()

    def clear(self) -> None:
        """Makes room for something else."""
        if self._is_shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def _sentence(self, done: int) -> str:
        spent = max(time.monotonic() - self._begun, 1e-9)
        return _("{done} of {total} {unit}, {rate:.1f} a second, {left} left").format(
            done=done, total=self._total, unit=self._unit, rate=done / spent,
            left=duration(spent / done * (self._total - done)))

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *problem: object) -> None:
        self.clear()


def columns_of(terminal: TextIO) -> int:
    """How many places its rows have."""
    try:
        return os.get_terminal_size(terminal.fileno()).columns or USUAL_COLUMNS
    except OSError:
        return USUAL_COLUMNS


def shortened(text: str, places: int) -> str:
    """As much of a text as fits: a row that is broken into two could not be written over."""
    while columns_in(text) > places:
        text = text[:-1]
    return text


class Report:
    """Names each failure on stderr, and shows progress there; `total` is 0 where nobody knows how many will come."""

    def __init__(self, total: int) -> None:
        self.failures = 0
        self._done = 0
        self._progress = Progress(total, _("pictures"))

    def watch(self, pages: Iterator[Page], drawings: Optional[Drawings]) -> Iterator[Page]:
        """Passes the pages on."""
        with self._progress:
            for page in pages:
                self._note(page)
                if drawings is not None and page.error is None:
                    self._draw(page, drawings)
                yield page
                self._progress.show(self._done)  # not before: what is made of the page may go to the same terminal

    def _draw(self, page: Page, drawings: Drawings) -> None:
        try:
            drawing = annotate(page)
        except Error as error:  # its file was there to be read, and has gone or changed since
            self._fail(error)
        else:
            drawings.add(page, drawing)

    def _fail(self, error: Error) -> None:
        self.failures += 1
        self._progress.clear()
        print(f"dsocr: {translated_error(str(error))}", file=sys.stderr)

    def _note(self, page: Page) -> None:
        self._done += 1
        self._progress.clear()
        if page.error is not None:
            self._fail(page.error)
        if page.left_out is not None:
            print(f"dsocr: {page.source}: {sentence_about(page.left_out)}", file=sys.stderr)


def sentence_about(left_out: LeftOut) -> str:
    """What a limit of time or memory cost."""
    parts = []
    if left_out.detector_side:
        parts.append(_("text searched at {detector_side} pixels instead of {usual_detector_side}").format(
            **vars(left_out)))
    if left_out.lines:
        parts.append(_("{n} lines not read").format(n=len(left_out.lines)))
    if left_out.unchecked:
        parts.append(_("{n} lines not checked for being read from the wrong side").format(n=left_out.unchecked))
    return _("left out to keep within the limits: ") + "; ".join(parts)


def duration(seconds: float) -> str:
    """As somebody who waits would say it."""
    if seconds < 90:
        return _("about {n:.0f} s").format(n=seconds)
    if seconds < 90 * 60:
        return _("about {n:.0f} min").format(n=seconds / 60)
    return _("about {n:.1f} h").format(n=seconds / 3600)
