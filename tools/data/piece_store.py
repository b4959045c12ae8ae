"""Pieces on disk with what a teacher sees in them: files of u8 [N, S, S, 4], blue, green, red and the map times 255.

A file appears whole or not at all, so a store that was cut off is good as far as it goes.
"""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from tools.errors import ToolError
from tools.files import write_file
from tools.workers import run_each

PIECES = 50  # in a file


def fill_store(folder: Path, count: int, make: Callable[[int], Iterable[np.ndarray]],
               done: Callable[[int], None] = lambda pieces: None, workers: int = 1) -> None:
    """Writes the files that are not there yet or, where `count` has grown, too short; `make(i)` gives the pieces of the
    i-th, however the others went."""
    sizes = [min(PIECES, count - first) for first in range(0, count, PIECES)]

    def write(number: int) -> None:
        path, size = folder / f"pieces-{number:05}.npy", sizes[number]
        if not path.is_file() or len(np.load(path, mmap_mode="r")) < size:
            buffer = io.BytesIO()
            np.save(buffer, np.stack([piece for _, piece in zip(range(size), make(number))]))
            write_file(path, buffer.getvalue())

    run_each(write, range(len(sizes)), workers, lambda number: done(sizes[number]))


class PieceStore:
    """Read-only view; pieces come from memory maps."""

    def __init__(self, folder: Path) -> None:
        self._files = [np.load(path, mmap_mode="r") for path in sorted(folder.glob("pieces-*.npy"))]
        if not self._files:
            raise ToolError(f"{folder} has no pieces-*.npy; expected a folder written by tools.data.make_pieces")
        self._ends = np.cumsum([len(file) for file in self._files])

    def __len__(self) -> int:
        return int(self._ends[-1])

    def __getitem__(self, index: int) -> np.ndarray:
        """u8 [S, S, 4]."""
        place = int(np.searchsorted(self._ends, index, side="right"))
        return self._files[place][index - (self._ends[place] - len(self._files[place]))]
