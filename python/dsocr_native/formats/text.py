"""Plain text in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator

from .format import Format

if TYPE_CHECKING:
    from ..page import Page


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """Each page's text; under a heading with its name, as head and tail write it, where there are many."""
    separator = ""
    for page in pages:
        if page.error is not None:
            continue
        if many:
            yield f"{separator}==> {page.source} <==\n"
            separator = "\n"
        if page.text:
            yield page.text + "\n"


TEXT = Format("text", ".txt", "the text in reading order", write)
