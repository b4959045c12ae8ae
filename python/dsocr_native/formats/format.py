"""What a format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, Union

if TYPE_CHECKING:
    from ..page import Page

Chunk = Union[str, bytes]


@dataclass(frozen=True)
class Format:
    """One way to write pages.

    name: as in `--format name`.
    suffix: of its files, with the dot.
    summary: one line for the help.
    write: makes the chunks of one document from pages as they come; `many` says that there may be several.
    is_binary: chunks are bytes, otherwise text.
    tells_failures: a picture that could not be read stands in the document too.
    needs_its_end: a document that was cut off is none.
    """

    name: str
    suffix: str
    summary: str
    write: Callable[[Iterable[Page], bool], Iterator[Chunk]]
    is_binary: bool = False
    tells_failures: bool = False
    needs_its_end: bool = False
