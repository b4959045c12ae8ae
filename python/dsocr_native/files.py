"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import BinaryIO, Iterator, Union


@contextmanager
def written_whole(path: Union[str, os.PathLike[str]]) -> Iterator[BinaryIO]:
    """A file to write to. It takes its name at the end; after an error or an interrupt nothing is left behind."""
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:  # a pipe or /dev/null keeps its place
            yield device
        return
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.part")
    try:
        with open(temporary, "wb") as file:
            yield file
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
