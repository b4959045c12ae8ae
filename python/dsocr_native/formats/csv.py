"""Comma-separated values: tables with their columns, other text a row a line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Iterable, Iterator, List

from .format import Format
from .tables import regions_of

if TYPE_CHECKING:
    from ..page import Page


def rows_of_page(page: Page) -> Iterator[List[str]]:
    """The page's regions, an empty row between them."""
    for i, region in enumerate(regions_of(page)):
        if i:
            yield []
        yield from region.grid()


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """Each page under a row with its name where there are many."""
    separator: List[List[str]] = []
    for page in pages:
        if page.error is not None:
            continue
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        if many:
            writer.writerows([*separator, [page.source]])
            separator = [[]]
        writer.writerows(rows_of_page(page))
        yield text.getvalue()


CSV = Format("csv", ".csv", "comma-separated: tables by their columns, other text a row a line", write)
