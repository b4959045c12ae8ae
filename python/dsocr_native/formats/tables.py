"""Tables found by where their cells stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Iterator, List, Sequence, Tuple

from .direction import seen_in_mirror
from .geometry import Box, around, box_of, rows_of

if TYPE_CHECKING:
    from ..page import Line, Page, Word

WIDEST_GAP = 1.5  # of the line's height: words further apart stand in different cells
LONGEST_CELL = 30  # characters, the median: longer ones are the lines of prose in columns


@dataclass(frozen=True)
class Cell:
    """Text and where it stands; `line` is what it was cut from."""

    text: str
    box: Box
    line: Line


Row = List[Cell]


@dataclass(frozen=True)
class Region:
    """Rows that belong together: a table's, or others."""

    rows: List[Row]
    is_table: bool

    def grid(self) -> List[List[str]]:
        """The texts by row and column; what stands in no column's reach is empty."""
        if not self.is_table:
            return [[" ".join(cell.text for cell in row)] for row in self.rows]
        columns = columns_of(self.rows)
        return [texts_by_column(row, columns) for row in self.rows]


def regions_of(page: Page) -> List[Region]:
    """All of the page from the top down; no text is lost."""
    regions: List[Region] = []
    lines = seen_in_mirror(page.lines)
    original = {id(seen): line for seen, line in zip(lines, page.lines)}
    cells = [[replace(cell, line=original[id(cell.line)]) for cell in cells_of(row)] for row in rows_of(lines)]
    for is_wide, rows in runs(cells):
        regions.append(Region(rows, is_wide and looks_like_table(rows)))
    return regions


def cells_of(row: Sequence[Line]) -> Row:
    """The lines of a row, each cut where its words stand far apart."""
    return [cell for line in row for cell in cut(line)]


def cut(line: Line) -> Iterator[Cell]:
    """One cell, or several; each has the part of the line's text between its first word and the next cell's."""
    height = box_of(line.quad).height
    group: List[Word] = []
    start, end = 0, 0  # of the group in the text; a word may stand in it several times
    for word in line.words:
        found = max(line.text.find(word.text, end), end)  # an edited text need not have the word
        if group and box_of(word.quad).left - box_of(group[-1].quad).right > WIDEST_GAP * height:
            yield Cell(line.text[start:found].rstrip(), around(box_of(part.quad) for part in group), line)
            group, start = [], found
        group.append(word)
        end = found + len(word.text)
    box = around(box_of(part.quad) for part in group) if group else box_of(line.quad)
    yield Cell(line.text[start:], box, line)


def runs(rows: Sequence[Row]) -> Iterator[Tuple[bool, List[Row]]]:
    """Neighbouring rows that have several cells, and neighbouring rows that have one; a wide gap parts them too."""
    run: List[Row] = []
    for row in rows:
        if run and (is_wide(row) != is_wide(run[-1]) or far_below(row, run[-1])):
            yield is_wide(run[-1]), run
            run = []
        run.append(row)
    if run:
        yield is_wide(run[-1]), run


def is_wide(row: Row) -> bool:
    """Whether a row has cells side by side."""
    return len(row) > 1


def far_below(row: Row, other: Row) -> bool:
    """Whether three rows more would fit between the two."""
    lower, upper = around(cell.box for cell in row), around(cell.box for cell in other)
    return lower.top - upper.bottom > 3 * min(lower.height, upper.height)


def looks_like_table(rows: Sequence[Row]) -> bool:
    """At least two rows, of short cells."""
    return len(rows) > 1 and median(len(cell.text) for row in rows for cell in row) <= LONGEST_CELL


def columns_of(rows: Sequence[Row]) -> List[Box]:
    """Columns begin as the cells of the fullest row; a cell beside all of them begins another."""
    columns: List[Box] = []
    for row in sorted(rows, key=len, reverse=True):
        for cell in row:
            if all(overlap(cell.box, column) <= 0 for column in columns):
                columns.append(cell.box)
    return sorted(columns)


def overlap(one: Box, other: Box) -> float:
    """Pixels that two boxes share from left to right; negative is the gap between them."""
    return min(one.right, other.right) - max(one.left, other.left)


def texts_by_column(row: Row, columns: Sequence[Box]) -> List[str]:
    """Each cell under the column that it shares most with."""
    texts: List[List[str]] = [[] for _ in columns]
    for cell in row:
        best = max(range(len(columns)), key=lambda i: overlap(cell.box, columns[i]))
        texts[best].append(cell.text)
    return [" ".join(parts) for parts in texts]
