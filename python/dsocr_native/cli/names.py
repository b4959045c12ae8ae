"""File names for results, each used once."""

from __future__ import annotations

import os
from typing import Set


class Names:
    """Remembers what it gave."""

    def __init__(self) -> None:
        self._taken: Set[str] = set()

    def take(self, source: str, suffix: str) -> str:
        """scans/a.jpg gives a.txt, and another a.png gives a-2.txt."""
        stem = os.path.splitext(os.path.basename(source))[0] or "picture"
        name, number = stem + suffix, 2
        while name in self._taken:
            name, number = f"{stem}-{number}{suffix}", number + 1
        self._taken.add(name)
        return name
