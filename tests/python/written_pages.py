"""Pages made by hand, whose every format is known."""

from __future__ import annotations

import dsocr_native as dsocr

ADVANCE = 10  # pixels a letter
HEIGHT = 20


def quad(left: float, top: float, width: float, height: float = HEIGHT):
    """Upright."""
    return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))


def line_at(text: str, left: float, top: float, height: float = HEIGHT) -> dsocr.Line:
    """Every character as wide as the next, spaces between words; runs of spaces leave wider gaps."""
    words, column = [], 0
    for part in text.split(" "):
        if part:
            words.append(dsocr.Word(part, quad(left + column * ADVANCE, top, len(part) * ADVANCE, height), 0.9))
        column += len(part) + 1
    return dsocr.Line(" ".join(text.split()), 0.95, quad(left, top, len(text) * ADVANCE, height), tuple(words))


def page_of_lines(*lines: dsocr.Line, **details: object) -> dsocr.Page:
    """800 x 600."""
    return dsocr.Page(800, 600, lines, **{"source": "page.png", **details})
