"""Plain text in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Iterable, Iterator

from .format import Format

if TYPE_CHECKING:
    from ..page import Page


def with_headings(pages: Iterable[Page], many: bool, text_of: Callable[[Page], str]) -> Iterator[str]:
    """Each page's text; under a heading with its name, as head and tail write it, where there are many."""
    separator = ""
    for page in pages:
        if page.error is not None:
            continue
        if many:
            yield f"{separator}==> {page.source} <==\n"
            separator = "\n"
        text = text_of(page)
        if text:
            yield text + "\n"


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """The texts as they are."""
    return with_headings(pages, many, lambda page: page.text)


TEXT = Format("text", ".txt", "the text in reading order", write)
