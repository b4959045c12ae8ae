"""A recogniser in ONNX as a teacher: reads lines in batches of similar width, padded as it was trained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.data.line_store import HEIGHT, to_height
from tools.data.sessions import session_of

TRAINED_WIDTH = 320  # the published recognisers saw lines padded to this at least
MULTIPLE = 64  # padded widths are multiples of it, so that few shapes occur


def padded_width(width: int, narrowest: int = TRAINED_WIDTH) -> int:
    return max(narrowest, -(-width // MULTIPLE) * MULTIPLE)


def normalised(pictures: list[np.ndarray], width: int) -> np.ndarray:
    """u8 [48, W, 3] each -> f32 [n, 3, 48, width] in -1..1, zero to the right of each line."""
    batch = np.zeros((len(pictures), 3, HEIGHT, width), np.float32)
    for row, picture in zip(batch, pictures):
        row[:, :, :picture.shape[1]] = picture.transpose(2, 0, 1) / np.float32(127.5) - 1
    return batch


def greedy(probabilities: np.ndarray, characters: list[str]) -> tuple[str, float]:
    """CTC's best path of [T, K]; class 0 is the blank, class i is characters[i - 1]. Mean probability as confidence."""
    best = probabilities.argmax(1)
    kept = (best != 0) & (best != np.concatenate([[-1], best[:-1]]))
    text = "".join(characters[k - 1] for k in best[kept])
    return text, float(probabilities.max(1)[kept].mean()) if text else 0.0


@dataclass
class Reading:
    text: str
    confidence: float
    frames: Frames


@dataclass
class Frames:
    """The likeliest classes of each step of a line: the soft knowledge of a teacher, small enough to keep."""

    classes: np.ndarray  # i32 [T, k], likeliest first
    probabilities: np.ndarray  # f16 [T, k]

    @classmethod
    def of(cls, probabilities: np.ndarray, kept: int = 8) -> Frames:
        order = np.argpartition(-probabilities, kept, axis=1)[:, :kept]
        values = np.take_along_axis(probabilities, order, 1)
        by_value = np.argsort(-values, axis=1)
        return cls(np.take_along_axis(order, by_value, 1).astype(np.int32),
                   np.take_along_axis(values, by_value, 1).astype(np.float16))


class Reader:
    """Reads lines; inside, `batch` lines of similar width run together."""

    def __init__(self, model: Path, characters: list[str], threads: int = 1, batch: int = 6) -> None:
        self._session = session_of(model, threads)
        self._input = self._session.get_inputs()[0].name
        self.characters, self._batch = characters, batch

    @property
    def classes(self) -> int:
        """The blank included."""
        return self._session.get_outputs()[0].shape[-1]

    def read(self, pictures: Iterable[np.ndarray]) -> list[Reading]:
        """One reading for each picture, in their order; frames cover the line without its padding."""
        lines = [to_height(picture) if picture.shape[0] != HEIGHT else picture for picture in pictures]
        results: dict[int, Reading] = {}
        for indices, width, output in self._outputs(lines):
            for index, row in zip(indices, output):
                steps = -(-lines[index].shape[1] * len(row) // width)
                results[index] = Reading(*greedy(row, self.characters), Frames.of(row[:steps]))
        return [results[index] for index in range(len(lines))]

    def _outputs(self, lines: list[np.ndarray]) -> Iterator[tuple[list[int], int, np.ndarray]]:
        order = sorted(range(len(lines)), key=lambda i: lines[i].shape[1])
        for start in range(0, len(order), self._batch):
            indices = order[start:start + self._batch]
            width = max(TRAINED_WIDTH, -(-max(lines[i].shape[1] for i in indices) // 8) * 8)
            batch = normalised([lines[i] for i in indices], width)
            yield indices, width, self._session.run(None, {self._input: batch})[0]
