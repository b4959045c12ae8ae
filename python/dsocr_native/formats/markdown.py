"""Markdown: headings by size, paragraphs by spacing, tables by their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterable, Iterator, List, Set

from .format import Format
from .geometry import box_of, columns_in, line_height
from .tables import Block, blocks_of

if TYPE_CHECKING:
    from ..page import Line, Page

HEADING_HEIGHT = 1.5  # of the median line's
LONGEST_HEADING = 60  # places
PARAGRAPH_GAP = 0.9  # of the line's height
MARKUP = re.compile(r"([\\`*_\[\]<])")
LEADING_MARKUP = re.compile(r"^(\s*)([#>+-]|\d+[.)](?=\s))")


def convert(page: Page) -> str:
    """The page in reading order; a table stands where its first line is read."""
    tables = [block for block in blocks_of(page) if block.is_table]
    parts: List[str] = []
    done: Set[int] = set()
    previous = None
    for line in page:
        table = next((block for block in tables if holds(block, line)), None)
        if table is None:
            add(parts, line, previous, line_height(page.lines))
            previous = line
        elif id(table) not in done:
            done.add(id(table))
            parts.append(table_rows(table))
            previous = None
    return "\n\n".join(parts)


def holds(block: Block, line: Line) -> bool:
    """Whether a line stands in a block."""
    return any(cell.line is line for row in block.rows for cell in row)


def add(parts: List[str], line: Line, previous: Line | None, usual_height: float) -> None:
    """As a heading, or to the paragraph that the line before belongs to, or as a new one."""
    if is_heading(line, usual_height):
        parts.append("## " + escaped(line.text))
    elif previous is None or is_heading(previous, usual_height) or begins_paragraph(line, previous):
        parts.append(escaped(line.text))
    else:
        parts[-1] = joined(parts[-1], escaped(line.text))


def is_heading(line: Line, usual_height: float) -> bool:
    """Short and large."""
    return box_of(line.quad).height > HEADING_HEIGHT * usual_height and columns_in(line.text) <= LONGEST_HEADING


def begins_paragraph(line: Line, previous: Line) -> bool:
    """Far below the line before, or in another column."""
    box, above = box_of(line.quad), box_of(previous.quad)
    gap = box.top - above.bottom
    return gap > PARAGRAPH_GAP * min(box.height, above.height) or box.middle < above.middle or box.left > above.right


def joined(before: str, after: str) -> str:
    """One text of two rows: Chinese without a space, a hyphenated word whole again."""
    if before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].islower():
        return before[:-1] + after
    wide = columns_in(before[-1:]) == 2 or columns_in(after[:1]) == 2
    return before + ("" if wide else " ") + after


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return LEADING_MARKUP.sub(lambda match: match[1] + match[2][:-1] + "\\" + match[2][-1], MARKUP.sub(r"\\\1", text))


def table_rows(block: Block) -> str:
    """The first row is the head, for Markdown has no table without one."""
    rows = [[escaped(text).replace("|", "\\|") for text in row] for row in block.grid()]
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """Each page under a heading with its name where there are many."""
    separator = ""
    for page in pages:
        if page.error is not None:
            continue
        if many:
            yield f"{separator}# {escaped(page.source)}\n\n"
            separator = "\n"
        yield convert(page) + "\n"


MARKDOWN = Format("markdown", ".md", "headings, paragraphs and tables", write)
