"""Where documents go: stdout, one file, or a file for each picture. Files appear whole or not at all."""

from __future__ import annotations

import os
import sys
from typing import Iterable, Iterator

from ..files import written_whole
from ..formats import Chunk, Format
from ..page import Page
from .names import Names


def as_bytes(chunk: Chunk) -> bytes:
    """Text is UTF-8 whatever the locale says; what cannot be encoded is shown as an escape."""
    return chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "backslashreplace")


def is_folder(path: str) -> bool:
    """Whether `path` is one, or is spelt as one."""
    return path.endswith(os.sep) or os.path.isdir(path)


def write_to_stdout(chunks: Iterable[Chunk]) -> None:
    """Each chunk at once, so that a reader of our output sees a page as soon as it is there."""
    for chunk in chunks:
        sys.stdout.buffer.write(as_bytes(chunk))
        sys.stdout.buffer.flush()


def write_to_file(chunks: Iterable[Chunk], path: str) -> None:
    """One document."""
    with written_whole(path) as file:
        for chunk in chunks:
            file.write(as_bytes(chunk))


def write_each(pages: Iterator[Page], format: Format, folder: str) -> None:
    """A document for each page that could be read, under the picture's name with the format's ending."""
    os.makedirs(folder, exist_ok=True)
    names = Names()
    for page in pages:
        if page.error is None:
            write_to_file(format.write([page], False), os.path.join(folder, names.take(page.source, format.suffix)))
