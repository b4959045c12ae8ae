"""Plain text laid out as on the page: columns, indents and blank lines kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator, List, Sequence

from .direction import seen_in_mirror
from .format import Format
from .geometry import around, box_of, column_width, columns_in, line_height, rows_of
from .text import with_headings

if TYPE_CHECKING:
    from ..page import Line, Page

MOST_BLANK_ROWS = 2
MOST_COLUMNS = 1000  # before a text: an edited page may say that it stands a million pixels away


def lay_out(page: Page) -> str:
    """The page as rows of a fixed-pitch font, narrow enough that no text runs into the next."""
    if not page.lines:
        return ""
    lines = seen_in_mirror(page.lines)
    left = around(box_of(line.quad) for line in lines).left
    width, height = column_width(lines), line_height(lines)
    text: List[str] = []
    previous = None
    for row in rows_of(lines):
        box = around(box_of(line.quad) for line in row)
        if previous is not None:
            text += [""] * blank_rows(box.top - previous, height)
        text.append(place(row, left, width))
        previous = box.bottom
    return "\n".join(text)


def blank_rows(gap: float, height: float) -> int:
    """How many empty rows a gap is worth; ordinary leading is worth none."""
    return min(max(int(gap / height - 0.3), 0), MOST_BLANK_ROWS)


def place(row: Sequence[Line], left: float, width: float) -> str:
    """Each text at its column, at least a space after the one before."""
    text = ""
    for line in row:
        column = min(round((box_of(line.quad).left - left) / width), MOST_COLUMNS)
        text += " " * max(column - columns_in(text), 1 if text else 0) + line.text
    return text


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """Each page under its name where there are many."""
    return with_headings(pages, many, lay_out)


LAYOUT = Format("layout", ".txt", "text laid out as on the page, for a fixed-pitch font", write)
