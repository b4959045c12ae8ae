"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import BinaryIO, Iterator, Union

from ._core import Error, FileError

SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))  # of folders in a path


@contextmanager
def written_whole(path: Union[str, os.PathLike[str]]) -> Iterator[BinaryIO]:
    """A file to write to. It takes its name at the end; after an error or an interrupt nothing is left behind.

    Raises FileError where it cannot be made or written.
    """
    with told_as(os.fspath(path)), in_its_place(os.path.realpath(path)) as file:
        yield file


@contextmanager
def told_as(name: str) -> Iterator[None]:
    """What goes wrong while something is written, as a FileError that names it."""
    try:
        yield
    except (Error, BrokenPipeError):  # of what is written, or of a reader who has gone: not of this file
        raise
    except OSError as problem:
        raise FileError(f"{name}: cannot be written: {problem.strerror or problem}") from None


@contextmanager
def in_its_place(target: str) -> Iterator[BinaryIO]:
    """The file under a temporary name beside `target`, which it takes at the end; raises OSError."""
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:  # a pipe or /dev/null keeps its place
            yield device
        return
    temporary = temporary_name(target)
    try:
        with open(temporary, "wb") as file:
            yield file
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def temporary_name(target: str) -> str:
    """Of a hidden file beside it: another one for each writer, and no longer than file names may be."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name[:20]}.{secrets.token_hex(8)}.part")
