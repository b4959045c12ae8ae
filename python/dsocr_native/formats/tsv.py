"""Tab-separated values: one row a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator

from .format import Format

if TYPE_CHECKING:
    from ..page import Page

HEADER = ("source", "line", "confidence", "x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4", "text")


def rows(page: Page) -> Iterator[tuple[object, ...]]:
    """The values under HEADER; lines count from 1, corners go clockwise from the top-left one."""
    for number, line in enumerate(page, 1):
        yield (page.source, number, line.confidence, *(value for point in line.quad for value in point), line.text)


def cell(value: object) -> str:
    """A value that keeps to its column."""
    return " ".join(str(value).split("\t")).replace("\r", " ").replace("\n", " ")


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """A header, then the rows of all pages."""
    yield "\t".join(HEADER) + "\n"
    for page in pages:
        yield "".join("\t".join(map(cell, row)) + "\n" for row in rows(page))


TSV = Format("tsv", ".tsv", "tab-separated, one row a line of text, with a header", write)
