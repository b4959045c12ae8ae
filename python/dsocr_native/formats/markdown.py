"""Markdown: headings by size, paragraphs by spacing, tables by their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterable, Iterator, Sequence

from .blocks import Block, blocks_of
from .format import Format

if TYPE_CHECKING:
    from ..page import Page

MARKUP = re.compile(r"([\\`*_~\[\]<]|&(?=#?\w+;))")  # GitHub strikes out what stands between two ~
LEADING_MARKUP = re.compile(r"^(\s*)([#>+-]|\d+[.)](?=\s|$))")
CLOSING_MARKUP = re.compile(r"(?<=\s)(#+)$")  # of a heading, which is not shown


def convert(page: Page) -> str:
    """The page's blocks in reading order."""
    return "\n\n".join(map(rendered, blocks_of(page)))


def rendered(block: Block) -> str:
    """A block as Markdown writes it."""
    if block.kind == "table":
        return table_rows(block.rows)
    text = escaped(block.text)
    return "## " + CLOSING_MARKUP.sub(r"\\\1", text) if block.kind == "heading" else text


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return LEADING_MARKUP.sub(lambda match: match[1] + match[2][:-1] + "\\" + match[2][-1], MARKUP.sub(r"\\\1", text))


def table_rows(texts: Sequence[Sequence[str]]) -> str:
    """The first row is the head, for Markdown has no table without one."""
    rows = [[escaped(text).replace("|", "\\|") for text in row] for row in texts]
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
