"""Pages into files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Iterable, Optional, Union

from . import drawing, formats
from ._core import OptionError
from .files import written_whole

if TYPE_CHECKING:
    from .page import Page


def save(page: Page, path: Union[str, os.PathLike[str]], format: Optional[str]) -> None:
    """One page; the format by name, or by the ending of `path`."""
    ending = os.path.splitext(os.fspath(path))[1].lower()
    if format is None and ending in drawing.SUFFIXES:
        drawing.save(page, path)
    else:
        chosen = formats.format_named(format) if format is not None else format_of_ending(ending)
        write_document(chosen.write([page], False), path)


def format_of_ending(ending: str) -> formats.Format:
    """The first that has it."""
    for format in formats.FORMATS.values():
        if format.suffix == ending:
            return format
    endings = dict.fromkeys([format.suffix for format in formats.FORMATS.values()] + list(drawing.SUFFIXES))
    raise OptionError(f"path: found the ending {ending!r}, expected one of {', '.join(endings)}")


def write_document(chunks: Iterable[formats.Chunk], path: Union[str, os.PathLike[str]]) -> None:
    """A document's chunks into a file, whole or not at all."""
    with written_whole(path) as file:
        for chunk in chunks:
            file.write(as_bytes(chunk))


def as_bytes(chunk: formats.Chunk) -> bytes:
    """Text is UTF-8 whatever the locale says; what cannot be encoded is shown as an escape."""
    return chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "backslashreplace")
