"""Where documents go: stdout, one file, or a file for each picture."""

from __future__ import annotations

import os
import sys
from typing import Iterable, Iterator

from .._core import OptionError
from ..files import SEPARATORS, told_as
from ..formats import Chunk, Format
from ..page import Page
from ..saving import as_bytes, write_document
from .names import Names


def is_folder(path: str) -> bool:
    """Whether `path` is one, or is spelt as one."""
    return path.endswith(SEPARATORS) or os.path.isdir(path)


def check_terminal(format: Format) -> None:
    """Nobody can read a binary document in a terminal."""
    if format.is_binary and sys.stdout.isatty():
        raise OptionError(f"--output: found none and a terminal, expected a file or a pipe for the format {format.name}")


def write_to_stdout(chunks: Iterable[Chunk]) -> None:
    """Each chunk at once, so that a reader of our output sees a page as soon as it is there."""
    for chunk in chunks:
        sys.stdout.buffer.write(as_bytes(chunk))
        sys.stdout.buffer.flush()


def write_each(pages: Iterator[Page], format: Format, folder: str, read: Iterable[str]) -> None:
    """A document for each page that could be read, under the picture's name with the format's ending.

    read: paths of files that must stay as they are.
    """
    with told_as(folder):
        os.makedirs(folder, exist_ok=True)
    names = Names(folder, read)
    for page in pages:
        if page.error is None:
            write_document(format.write([page], False), names.take(page.source, format.suffix))
