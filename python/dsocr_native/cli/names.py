"""File names for results, each used once."""

from __future__ import annotations

import os
from typing import Iterable, Optional, Set, Tuple


class Names:
    """Remembers what it gave. A file that is `read` is never named, so that no result takes the place of a picture."""

    def __init__(self, folder: str, read: Iterable[str] = ()) -> None:
        self._folder = folder
        self._taken: Set[str] = set()
        self._read = {identity(path) for path in read} - {None}

    def take(self, source: str, suffix: str) -> str:
        """A path in the folder: a.txt for scans/a.jpg, a-2.txt for another a.png, b-3.txt for page 3 of b.pdf."""
        stem, number = stem_of(os.path.basename(source)), 2
        name = stem + suffix
        while name in self._taken or identity(os.path.join(self._folder, name)) in self._read:
            name, number = f"{stem}-{number}{suffix}", number + 1
        self._taken.add(name)
        return os.path.join(self._folder, name)


def stem_of(name: str) -> str:
    """Without its ending. `b.pdf#3`, the page of a document, has its number; the first page has none."""
    document, mark, number = name.rpartition("#")
    if not mark or not number.isdecimal():
        return os.path.splitext(name)[0] or "picture"
    stem = os.path.splitext(document)[0] or "picture"
    return stem if number == "1" else f"{stem}-{number}"


def identity(path: str) -> Optional[Tuple[int, int]]:
    """The same for every name of a file: through links, and in capitals where the disk makes no difference. None where
    there is no file."""
    try:
        about = os.stat(path)
    except (OSError, ValueError):
        return None
    return about.st_dev, about.st_ino
