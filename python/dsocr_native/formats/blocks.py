"""What a page is made of, told by geometry: headings, paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, List, Sequence, Set, Tuple

from .geometry import box_of, columns_in, line_height
from .tables import Region, regions_of

if TYPE_CHECKING:
    from ..page import Line, Page

HEADING_HEIGHT = 1.5  # of the median line's
LONGEST_HEADING = 60  # places
PARAGRAPH_GAP = 0.9  # of the line's height


@dataclass(frozen=True)
class Block:
    """Lines that belong together.

    kind: "heading", "paragraph" or "table".
    text: the lines as one text, words that a hyphen parted whole again; a table's cells are parted by tabs.
    lines: in reading order. rows: a table's texts by row and column.
    """

    kind: str
    text: str
    lines: Tuple[Line, ...]
    rows: Tuple[Tuple[str, ...], ...] = ()


def blocks_of(page: Page) -> List[Block]:
    """The page in reading order; a table stands where its first line is read."""
    tables = [region for region in regions_of(page) if region.is_table]
    table_with = {id(cell.line): table for table in tables for row in table.rows for cell in row}
    usual_height = line_height(page.lines) if page.lines else 0.0
    blocks: List[Block] = []
    done: Set[int] = set()
    previous = None
    for line in page:
        table = table_with.get(id(line))
        if table is None:
            add(blocks, line, previous, usual_height)
            previous = line
        elif id(table) not in done:
            done.add(id(table))
            blocks.append(table_of(table, [other for other in page if table_with.get(id(other)) is table]))
            previous = None
    return blocks


def table_of(region: Region, lines: Sequence[Line]) -> Block:
    """A table with all its lines."""
    rows = tuple(map(tuple, region.grid()))
    text = "\n".join("\t".join(row) for row in rows)
    return Block("table", text, tuple(lines), rows)


def add(blocks: List[Block], line: Line, previous: Line | None, usual_height: float) -> None:
    """As a heading, or to the paragraph that the line before belongs to, or as a new one."""
    if is_heading(line, usual_height):
        blocks.append(Block("heading", line.text, (line,)))
    elif previous is None or is_heading(previous, usual_height) or begins_paragraph(line, previous):
        blocks.append(Block("paragraph", line.text, (line,)))
    else:
        last = blocks[-1]
        blocks[-1] = Block(last.kind, joined(last.text, line.text), (*last.lines, line))


def is_heading(line: Line, usual_height: float) -> bool:
    """Short and large."""
    return box_of(line.quad).height > HEADING_HEIGHT * usual_height and columns_in(line.text) <= LONGEST_HEADING


def begins_paragraph(line: Line, previous: Line) -> bool:
    """Far below the line before, or in another column."""
    box, above = box_of(line.quad), box_of(previous.quad)
    gap = box.top - above.bottom
    if gap > PARAGRAPH_GAP * min(box.height, above.height) or box.middle < above.middle:
        return True
    return box.left > above.right or box.right < above.left


def joined(before: str, after: str) -> str:
    """One text of two rows: Chinese without a space, a hyphenated word whole again."""
    if before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].islower():
        return before[:-1] + after
    wide = columns_in(before[-1:]) == 2 or columns_in(after[:1]) == 2
    return before + ("" if wide else " ") + after
