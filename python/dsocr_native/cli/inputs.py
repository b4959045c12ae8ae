"""What was named on the command line, as pictures to read."""

from __future__ import annotations

import glob
import os
import sys
from typing import Any, Container, Iterable, Iterator, List, NamedTuple, Sequence, Union

from .. import _core, pdf, pillow
from .._core import Error, FileError, ImageError
from ..sources import EncodedSource, FileSource, Source, displayable

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
SUFFIXES = PICTURES + (pdf.SUFFIX,) + pillow.SUFFIXES


class Chosen(NamedTuple):
    """What is taken of folders and documents."""

    recursive: bool = True
    pages: Container[int] = range(1, sys.maxsize)
    dpi: float = pdf.DPI


ALL = Chosen()


class Missing(Source):
    """Something named that holds no picture: it fails in its turn, as a broken file does."""

    def __init__(self, name: str, error: Error) -> None:
        self.name = name
        self.error = error

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        raise self.error

    def pixels(self, max_pixels: int) -> Any:
        raise self.error


def expand(names: Iterable[str], chosen: Chosen = ALL) -> List[Source]:
    """Files as they are, folders as the pictures in them, patterns as what fits them, - as what stdin holds."""
    return [source for name in names for source in sources_of(name, chosen)]


def sources_of(name: str, chosen: Chosen) -> Iterator[Source]:
    """The pictures that one word of the command line means."""
    if name == "-":
        yield from sources_in(sys.stdin.buffer.read(), "stdin", chosen)
    elif os.path.isdir(name):
        yield from found(name, pictures_in(name, chosen.recursive), chosen, f"a folder without pictures, expected "
                                                                            f"{', '.join(SUFFIXES)} files")
    elif glob.has_magic(name) and not os.path.exists(name):
        yield from found(name, sorted(glob.glob(name, recursive=True)), chosen, "no file that fits the pattern")
    else:
        yield from sources_in(name, displayable(name), chosen)


def found(name: str, paths: List[str], chosen: Chosen, instead: str) -> Iterator[Source]:
    """The pictures at some paths, or that there were none."""
    for path in paths:
        yield from sources_in(path, displayable(path), chosen)
    if not paths:
        yield Missing(displayable(name), FileError(f"{displayable(name)}: found {instead}"))


def sources_in(content: Union[str, bytes], name: str, chosen: Chosen = ALL) -> Iterator[Source]:
    """One picture, or the chosen pages of a document; `content` is a path, or the bytes of a file."""
    try:
        if is_kind(content, (pdf.SUFFIX,), content[:5] == pdf.MAGIC):
            yield from chosen_of(pdf.pages(content, name=name, dpi=chosen.dpi), name, chosen)
        elif is_kind(content, pillow.SUFFIXES, isinstance(content, bytes) and pillow.MAGIC.match(content) is not None):
            yield from chosen_of(pillow.pages(content, name=name), name, chosen)
        else:
            yield EncodedSource(content, name) if isinstance(content, bytes) else FileSource(content, None)
    except Error as error:
        yield Missing(name, error)


def is_kind(content: Union[str, bytes], suffixes: Sequence[str], has_its_magic: bool) -> bool:
    """A file by the ending of its name, bytes by how they begin."""
    return has_its_magic if isinstance(content, bytes) else content.lower().endswith(tuple(suffixes))


def chosen_of(pages: Sequence[Source], name: str, chosen: Chosen) -> List[Source]:
    """Some pages of a document, told when it has none of them."""
    taken = [page for number, page in enumerate(pages, 1) if number in chosen.pages]
    if not taken:
        raise ImageError(f"{name}: found {len(pages)} pages, none of which --pages names")
    return taken


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
