"""Plain tables for the terminal, which are Markdown as well."""

import unicodedata
from collections.abc import Sequence
from statistics import median


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Numbers as given, None as a dash; the first column to the left, the others to the right."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(header))]
    lines = ["| " + " | ".join(_pad(cell, widths[i], i > 0) for i, cell in enumerate(row)) + " |" for row in cells]
    rule = "|" + "|".join("-" * (width + 1) + (":" if i else "-") for i, width in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def number(value: float | None, digits: int = 3) -> str | None:
    return None if value is None else f"{value:.{digits}f}"


def spread(values: Sequence[float]) -> str:
    """The median and, in brackets, the least and the greatest."""
    return f"{median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def _pad(cell: str, width: int, right: bool) -> str:
    fill = " " * (width - _width(cell))
    return fill + cell if right else cell + fill


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
