"""What enters a teacher's classifier, kept beside the lines of a store, so that the teacher does not run in each step.

`features-00000.npy` and so on, f16 [steps, C], each of LINES lines one after another; a line has a step for every
STRIDE pixels of its padded width. A file appears whole or not at all. `features.json` names the teacher.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tools.data.line_store import LineStore
from tools.data.reader import padded_width
from tools.errors import ToolError
from tools.files import write_file

LINES = 1000  # of a file
STRIDE = 8  # pixels of a step


def steps_of(width: int) -> int:
    return padded_width(width) // STRIDE


def fill_features(folder: Path, teacher: str, compute: Callable[[list[np.ndarray], int], np.ndarray],
                  done: Callable[[int], None] = lambda lines: None) -> None:
    """Writes the files that are not there yet. `teacher` is its hash; `compute` gives [N, T, C] of N lines for a
    padded width."""
    store, settings = LineStore(folder), folder / "features.json"
    if settings.is_file() and _teacher_of(folder) != teacher:
        raise ToolError(f"{folder} has the features of another teacher; remove its features* to replace them")
    write_file(settings, json.dumps({"teacher": teacher}).encode())
    for number, first in enumerate(range(0, len(store), LINES)):
        lines = range(first, min(first + LINES, len(store)))
        path = folder / f"features-{number:05}.npy"
        if not path.is_file():
            buffer = io.BytesIO()
            np.save(buffer, _features(store, lines, compute))
            write_file(path, buffer.getvalue())
        done(len(lines))


def _features(store: LineStore, lines: range, compute: Callable[[list[np.ndarray], int], np.ndarray],
              batch: int = 16) -> np.ndarray:
    """f16 [steps, C] of `lines`, which run in batches of one padded width."""
    found: dict[int, np.ndarray] = {}
    for width in sorted({padded_width(store.lines[i].width) for i in lines}):
        alike = [i for i in lines if padded_width(store.lines[i].width) == width]
        for start in range(0, len(alike), batch):
            part = alike[start:start + batch]
            found |= zip(part, compute([store.picture(i) for i in part], width).astype(np.float16))
    return np.concatenate([found[i] for i in lines])


def _teacher_of(folder: Path) -> str | None:
    settings = folder / "features.json"
    return json.loads(settings.read_text(encoding="utf-8"))["teacher"] if settings.is_file() else None


class FeatureStore:
    """Read-only view of one teacher's features of `store`."""

    def __init__(self, folder: Path, store: LineStore) -> None:
        self._files = [np.load(path, mmap_mode="r") for path in sorted(folder.glob("features-*.npy"))]
        if len(self._files) * LINES < len(store):
            raise ToolError(f"{folder} has features of {len(self._files) * LINES} lines, expected {len(store)}; the "
                            "command that keeps them (tools.train.keep_features) has not come to its end")
        ends = np.cumsum([0] + [steps_of(line.width) for line in store.lines])
        self._first = [int(ends[i] - ends[i // LINES * LINES]) for i in range(len(store))]
        self._steps = np.diff(ends)

    @classmethod
    def of_teacher(cls, folder: Path, store: LineStore, teacher: str) -> "FeatureStore | None":
        """None where the store has none of this teacher."""
        return cls(folder, store) if teacher and _teacher_of(folder) == teacher else None

    def __getitem__(self, line: int) -> np.ndarray:
        """f16 [T, C], the padding's steps included."""
        first = self._first[line]
        return self._files[line // LINES][first:first + self._steps[line]]
