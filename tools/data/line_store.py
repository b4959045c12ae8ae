"""Lines on disk: `pixels.bin`, u8 rows of 48 x W x 3 one after another, and `lines.jsonl`, a row a line.

A row: {"offset", "width", "text", "source", "confidence", "steps"}; `text` is null where nobody is sure of it.
Where a teacher read the lines, `classes.bin` (i32) and `probabilities.bin` (f16) hold its likeliest classes,
`steps` x 8 for each line, one line after another.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from tools.errors import ToolError
from tools.files import new_folder, sha256
from tools.workers import run_each

HEIGHT = 48
FRAME_CLASSES = 8  # kept of a teacher's classes at each step
_BINARY = ("pixels.bin", "classes.bin", "probabilities.bin")
WIDEST = 1200  # pixels; a longer line is cut out of training, not squeezed


@dataclass
class StoredLine:
    offset: int
    width: int
    text: str | None
    source: str
    confidence: float = 1.0
    steps: int = 0  # of the teacher's frames; 0: there are none
    first_step: int = 0
    doubt: str = ""  # why there is no text


@dataclass
class NewLine:
    """A line to be stored; `frames` are the teacher's, classes i32 and probabilities f16, [T, 8] each."""

    picture: np.ndarray
    text: str | None
    source: str
    confidence: float = 1.0
    frames: tuple[np.ndarray, np.ndarray] | None = None
    doubt: str = ""


def to_height(picture: np.ndarray) -> np.ndarray:
    """u8 [48, W, 3] with the proportions kept."""
    width = max(8, int(np.ceil(HEIGHT * picture.shape[1] / picture.shape[0])))
    return cv2.resize(picture, (width, HEIGHT))


def check_replaceable(folder: Path) -> None:
    """Nothing is removed that is no store."""
    others = sorted(path.name for path in folder.glob("*") if path.name not in ("lines.jsonl", *_BINARY)
                    and not path.name.startswith("features"))
    if others:
        raise ToolError(f"{folder} holds {others[0]}, which is of no store of lines; expected a folder to be made, or such a "
                        "store to be replaced")


def write_store(folder: Path, lines: Iterable[NewLine]) -> int:
    """Writes the lines that are not too wide; returns how many."""
    check_replaceable(folder)
    with new_folder(folder, replace=True) as temporary:
        with _Files(temporary) as files:
            rows = [row for line in lines if (row := files.append(line))]
        _write_rows(temporary, rows)
    return len(rows)


def write_store_in_parts(folder: Path, parts: int, make: Callable[[int], Iterable[NewLine]], settings: str,
                         done: Callable[[], None] = lambda: None, workers: int = 1) -> list[StoredLine]:
    """The same in `parts`, of which those that are finished outlive a run that is cut off; returns the rows.

    They lie beside the store until it is whole, under a name that follows from `settings`, so that a run with others
    begins anew. `make(i)` gives the lines of the i-th part, however the others went.
    """
    check_replaceable(folder)
    place = folder.parent / f".{folder.name}.{sha256(settings.encode())[:12]}.parts"
    finished = [place / f"{number:05}" for number in range(parts)]

    def write(number: int) -> None:
        if not finished[number].is_dir():
            write_store(finished[number], make(number))

    run_each(write, range(parts), workers, lambda number: done())
    with new_folder(folder, replace=True) as temporary:
        rows = _joined(finished, temporary)
        _write_rows(temporary, rows)
    shutil.rmtree(place, ignore_errors=True)
    return rows


def _joined(parts: list[Path], folder: Path) -> list[StoredLine]:
    rows: list[StoredLine] = []
    offset = step = 0
    for part in parts:
        more = _rows(part)
        rows += [replace(row, offset=row.offset + offset, first_step=row.first_step + step if row.steps else 0)
                 for row in more]
        offset += (part / "pixels.bin").stat().st_size
        step += sum(row.steps for row in more)
        for name in _BINARY:
            with (folder / name).open("ab") as target, (part / name).open("rb") as source:
                shutil.copyfileobj(source, target)
    return rows


def _write_rows(folder: Path, rows: list[StoredLine]) -> None:
    text = "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    (folder / "lines.jsonl").write_text(text, encoding="utf-8")


def _rows(folder: Path) -> list[StoredLine]:
    text = (folder / "lines.jsonl").read_text(encoding="utf-8")
    return [StoredLine(**json.loads(row)) for row in text.split("\n") if row]


class _Files:
    """The binary files of a store that is being written."""

    def __init__(self, folder: Path) -> None:
        self._pixels, self._classes, self._probabilities = (
            (folder / name).open("wb") for name in _BINARY)
        self._offset = self._step = 0

    def __enter__(self) -> "_Files":
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._pixels, self._classes, self._probabilities):
            file.close()

    def append(self, line: NewLine) -> StoredLine | None:
        picture = to_height(line.picture)
        if picture.shape[1] > WIDEST:
            return None
        row = StoredLine(self._offset, picture.shape[1], line.text, line.source, round(line.confidence, 4),
                         doubt=line.doubt)
        self._offset += self._pixels.write(picture.tobytes())
        if line.frames is not None:
            classes, probabilities = line.frames
            row.steps, row.first_step = len(classes), self._step
            self._step += len(classes)
            self._classes.write(classes.astype(np.int32).tobytes())
            self._probabilities.write(probabilities.astype(np.float16).tobytes())
        return row


class LineStore:
    """Read-only view; `pixels` u8 of all pictures and the frames are memory maps."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "lines.jsonl").is_file():
            raise ToolError(f"{folder} has no lines.jsonl; expected a folder written by tools.data")
        self.lines = _rows(folder)
        self.pixels = _mapped(folder / "pixels.bin", np.uint8)
        self._classes = _mapped(folder / "classes.bin", np.int32).reshape(-1, FRAME_CLASSES)
        self._probabilities = _mapped(folder / "probabilities.bin", np.float16).reshape(-1, FRAME_CLASSES)

    def __len__(self) -> int:
        return len(self.lines)

    def picture(self, index: int) -> np.ndarray:
        line = self.lines[index]
        flat = self.pixels[line.offset:line.offset + HEIGHT * line.width * 3]
        return flat.reshape(HEIGHT, line.width, 3)

    def frames(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """The teacher's classes and probabilities, [steps, 8] each."""
        line = self.lines[index]
        part = slice(line.first_step, line.first_step + line.steps)
        return self._classes[part], self._probabilities[part]

    def __iter__(self) -> Iterator[tuple[np.ndarray, StoredLine]]:
        return ((self.picture(i), line) for i, line in enumerate(self.lines))


def _mapped(path: Path, kind: type) -> np.ndarray:
    return np.memmap(path, kind, "r") if path.stat().st_size else np.zeros(0, kind)
