"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import BinaryIO, Iterator, Union

from ._core import FileError


@contextmanager
def written_whole(path: Union[str, os.PathLike[str]]) -> Iterator[BinaryIO]:
    """A file to write to. It takes its name at the end; after an error or an interrupt nothing is left behind.

    Raises FileError where it cannot be made.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with opened(target, path) as device:  # a pipe or /dev/null keeps its place
            yield device
        return
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.part")
    try:
        with opened(temporary, path) as file:
            yield file
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def opened(path: str, asked_for: Union[str, os.PathLike[str]]) -> BinaryIO:
    """The file, or an error about the name that was asked for."""
    try:
        return open(path, "wb")
    except OSError as error:
        raise FileError(f"{os.fspath(asked_for)}: cannot be written: {error.strerror}") from None
