"""What was named on the command line, as pictures to read."""

from __future__ import annotations

import glob
import os
import sys
from typing import Any, Iterable, Iterator, List, Union

from .. import _core, pdf
from .._core import Error, FileError
from ..sources import EncodedSource, FileSource, Source, displayable

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
SUFFIXES = PICTURES + (pdf.SUFFIX,)


class Missing(Source):
    """Something named that holds no picture: it fails in its turn, as a broken file does."""

    def __init__(self, name: str, error: Error) -> None:
        self.name = name
        self.error = error

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        raise self.error

    def pixels(self, max_pixels: int) -> Any:
        raise self.error


def expand(names: Iterable[str], recursive: bool = True) -> List[Source]:
    """Files as they are, folders as the pictures in them, patterns as what fits them, - as what stdin holds."""
    return [source for name in names for source in sources_of(name, recursive)]


def sources_of(name: str, recursive: bool) -> Iterator[Source]:
    """The pictures that one word of the command line means."""
    if name == "-":
        yield from sources_in(sys.stdin.buffer.read(), "stdin")
    elif os.path.isdir(name):
        yield from found(name, pictures_in(name, recursive), f"a folder without pictures, expected "
                                                             f"{', '.join(SUFFIXES)} files")
    elif glob.has_magic(name) and not os.path.exists(name):
        yield from found(name, sorted(glob.glob(name, recursive=True)), "no file that fits the pattern")
    else:
        yield from sources_in(name, displayable(name))


def found(name: str, paths: List[str], instead: str) -> Iterator[Source]:
    """The pictures at some paths, or that there were none."""
    for path in paths:
        yield from sources_in(path, displayable(path))
    if not paths:
        yield Missing(displayable(name), FileError(f"{displayable(name)}: found {instead}"))


def sources_in(content: Union[str, bytes], name: str) -> Iterator[Source]:
    """One picture, or the pages of a document; `content` is a path, or the bytes of a file."""
    if content.startswith(pdf.MAGIC) if isinstance(content, bytes) else content.lower().endswith(pdf.SUFFIX):
        try:
            yield from pdf.pages(content, name=name)
        except Error as error:
            yield Missing(name, error)
    else:
        yield EncodedSource(content, name) if isinstance(content, bytes) else FileSource(content, None)


def pictures_in(folder: str, recursive: bool) -> List[str]:
    """The pictures in a folder, and in those below it, by name; hidden ones are left out."""
    paths = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if recursive and not name.startswith("."))
        paths += [os.path.join(parent, name) for name in sorted(files) if is_picture(name)]
    return paths


def is_picture(name: str) -> bool:
    """By the ending of its name."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")
