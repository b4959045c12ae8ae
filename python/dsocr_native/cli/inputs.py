"""What was named on the command line, as pictures to read."""

from __future__ import annotations

import os
import sys
from typing import Any, Iterable, Iterator, List

from .. import _core
from .._core import FileError
from ..sources import EncodedSource, FileSource, Source, displayable

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


class Missing(Source):
    """Something named that holds no picture: it fails in its turn, as a broken file does."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        self.error = FileError(f"{name}: {problem}")

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        raise self.error

    def pixels(self, max_pixels: int) -> Any:
        raise self.error


def expand(names: Iterable[str]) -> List[Source]:
    """Files as they are, folders as the pictures in them, - as what stdin holds."""
    return [source for name in names for source in sources_of(name)]


def sources_of(name: str) -> Iterator[Source]:
    """The pictures that one word of the command line means."""
    if name == "-":
        yield EncodedSource(sys.stdin.buffer.read(), "stdin")
    elif os.path.isdir(name):
        pictures = pictures_in(name)
        yield from (FileSource(path, None) for path in pictures)
        if not pictures:
            yield Missing(displayable(name), f"found a folder without pictures, expected {', '.join(SUFFIXES)} files")
    else:
        yield FileSource(name, None)


def pictures_in(folder: str) -> List[str]:
    """The pictures in a folder and those below it, by name; hidden ones are left out."""
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(parent, name) for name in sorted(files) if is_picture(name)]
    return found


def is_picture(name: str) -> bool:
    """By the ending of its name."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")
