"""Where lines stand on their page: boxes, rows, paragraphs."""

from __future__ import annotations

import unicodedata
from statistics import median
from typing import TYPE_CHECKING, Iterable, List, NamedTuple, Sequence

if TYPE_CHECKING:
    from ..page import Line, Quad


class Box(NamedTuple):
    """Upright, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


def box_of(quad: Quad) -> Box:
    """The smallest upright box around a quad."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return Box(min(xs), min(ys), max(xs), max(ys))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some."""
    lefts, tops, rights, bottoms = zip(*boxes)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def rows_of(lines: Iterable[Line]) -> List[List[Line]]:
    """Lines side by side, from the top down; each row from left to right."""
    rows: List[List[Line]] = []
    band = Box(0, 0, 0, 0)  # of the last row
    for line in sorted(lines, key=lambda line: box_of(line.quad).middle):
        box = box_of(line.quad)
        if rows and beside(band, box):
            rows[-1].append(line)
            band = around((band, box))
        else:
            rows.append([line])
            band = box
    return [sorted(row, key=lambda line: box_of(line.quad).left) for row in rows]


def beside(band: Box, box: Box) -> bool:
    """Whether a line's middle lies within a row's own middle half, or the other way round."""
    return abs(box.middle - band.middle) < max(min(box.height, band.height) * 0.5, 1)


def columns_in(text: str) -> int:
    """Places that a text takes in a terminal: wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def column_width(lines: Sequence[Line]) -> float:
    """Pixels of one place in a terminal, by the lines' own widths."""
    widths = [box_of(line.quad).width / columns_in(line.text) for line in lines if line.text]
    return max(median(widths), 1.0) if widths else 1.0


def line_height(lines: Sequence[Line]) -> float:
    """Pixels, the median; at least one, for an edited line may be flat."""
    return max(median(box_of(line.quad).height for line in lines), 1.0)
