"""What was named on the command line, as pictures to read."""

from __future__ import annotations

import glob
import os
import stat
import sys
from typing import Any, Callable, Container, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Union

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
        yield from sources_in_stdin(chosen)
    elif glob.has_magic(name) and not os.path.exists(name):
        paths = matches(name)
        for path in paths:
            yield from sources_at(path, chosen)
        if not paths:
            yield missing(name, "found no file that fits the pattern")
    else:
        yield from sources_at(name, chosen)


def sources_at(path: str, chosen: Chosen) -> Iterator[Source]:
    """Those of a path, which is no pattern, whatever letters are in it."""
    if os.path.isdir(path):
        yield from sources_in_folder(path, chosen)
    elif is_pipe(path):
        yield from sources_in_pipe(path, chosen)
    else:
        yield from sources_in(path, displayable(path), chosen)


def sources_in_stdin(chosen: Chosen) -> Iterator[Source]:
    """All that comes out of it."""
    try:
        content = sys.stdin.buffer.read()
    except OSError as problem:
        yield missing("stdin", f"cannot be opened: {problem.strerror}")
    else:
        yield from sources_in(content, "stdin", chosen)


def sources_in_folder(folder: str, chosen: Chosen) -> Iterator[Source]:
    """The pictures in it, and what could not be looked into; or that there were none."""
    closed: List[OSError] = []
    paths = pictures_in(folder, chosen.recursive, closed.append)
    for path in paths:
        yield from sources_in(path, displayable(path), chosen)
    for problem in closed:
        yield missing(problem.filename, f"cannot be opened: {problem.strerror}")
    if not paths and not closed:
        yield missing(folder, f"found a folder without pictures, expected {', '.join(SUFFIXES)} files")


def matches(pattern: str) -> List[str]:
    """What fits a pattern, by name, as a shell would name it. `**` names the files in a folder beside the folder, which
    is left out then."""
    paths = sorted(glob.glob(pattern, recursive=True))
    return [path for path in paths if not os.path.isdir(path)] if "**" in pattern else paths


def is_pipe(path: str) -> bool:
    """Such as the shell puts in place of `<(command)`."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def sources_in_pipe(path: str, chosen: Chosen) -> Iterator[Source]:
    """What comes out of it. That comes but once, and a picture may be needed again, to be drawn."""
    try:
        with open(path, "rb") as pipe:
            content = pipe.read()
    except OSError as problem:
        yield missing(path, f"cannot be opened: {problem.strerror}")
    else:
        yield from sources_in(content, displayable(path), chosen)


def missing(path: str, problem: str) -> Missing:
    """In place of the pictures that a file or a folder does not give."""
    return Missing(displayable(path), FileError(f"{displayable(path)}: {problem}"))


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


def pictures_in(folder: str, recursive: bool, on_closed: Optional[Callable[[OSError], None]] = None) -> List[str]:
    """The pictures in a folder, and in those below it, by name; hidden ones are left out, and pipes, into which nobody
    may ever write.

    on_closed: hears of each folder that cannot be opened.
    """
    paths = []
    for parent, folders, files in os.walk(folder, onerror=on_closed):
        folders[:] = sorted(name for name in folders if recursive and not is_hidden(name))
        paths += [os.path.join(parent, name) for name in sorted(files) if is_picture(name)]
    return [path for path in paths if not is_pipe(path)]


def is_looked_into(folder: str, top: str, recursive: bool) -> bool:
    """Whether `pictures_in(top)` meets the pictures of `folder`, which need not be there yet."""
    way = os.path.relpath(os.path.realpath(folder), os.path.realpath(top))
    return way == os.curdir or (recursive and not any(map(is_hidden, way.split(os.sep))))  # `..` leads elsewhere


def is_picture(name: str) -> bool:
    """By the ending of its name."""
    return name.lower().endswith(SUFFIXES) and not is_hidden(name)


def is_hidden(name: str) -> bool:
    """As the shell has it."""
    return name.startswith(".")
