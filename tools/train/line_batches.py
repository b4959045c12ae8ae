"""Batches of lines of similar width from several stores, each drawn as often as its weight says."""

import random
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tools.data.feature_store import FeatureStore
from tools.data.line_store import LineStore
from tools.data.reader import TRAINED_WIDTH, padded_width
from tools.errors import ToolError
from tools.train.line_pictures import DeviceLines, HostLines


@dataclass
class LineBatch:
    pictures: Tensor  # f32 [N, 3, 48, W] in -1..1
    texts: list[list[int] | None]  # student's classes; None where the text is not known
    classes: Tensor  # teacher's likeliest, in the student's numbers, i64 [N, S, k]; -1: none
    probabilities: Tensor  # f32 [N, S, k]
    features: Tensor | None = None  # f32 [N, T, C]: what enters the teacher's classifier, where that is kept

    @property
    def from_teacher(self) -> bool:
        return bool((self.classes >= 0).any())

    def to(self, device: torch.device) -> "LineBatch":
        """The classes, which decide what is computed, stay where they are."""
        features = None if self.features is None else self.features.to(device)
        return replace(self, pictures=self.pictures.to(device), features=features)


@dataclass(frozen=True)
class Vocabulary:
    """The student's characters; class 0 is the blank. The teacher's may be more and in another order; without them
    what a teacher saw in the lines is left out."""

    characters: tuple[str, ...]
    teacher: tuple[str, ...] = ()

    @cached_property
    def number(self) -> dict[str, int]:
        return {character: i + 1 for i, character in enumerate(self.characters)}

    def encode(self, text: str | None) -> list[int] | None:
        """None for no text and for one with a character that the student does not have."""
        if text is None or any(character not in self.number for character in text):
            return None
        return [self.number[character] for character in text]

    def from_teacher(self) -> np.ndarray:
        """i64 [teacher's classes]: the student's class of each, -1 where it has none."""
        return np.array([0] + [self.number.get(character, -1) for character in self.teacher], np.int64)


class LineBatches:
    """`weighted` stores; `pixels` bounds N x W, so wide lines come in smaller batches. `teacher` is the hash of the one
    whose features are given where a store has them."""

    def __init__(self, weighted: list[tuple[Path, float]], vocabulary: Vocabulary, seed: int, pixels: int = 32 * 320,
                 disturb: float = 0.5, widest: int = 832, narrowest: int = TRAINED_WIDTH, teacher: str = "",
                 device: torch.device = torch.device("cpu")) -> None:
        if teacher and narrowest != TRAINED_WIDTH:
            teacher = ""  # features are kept of lines as wide as the published networks saw them
        self._stores = [LineStore(path) for path, _ in weighted]
        self._features = [FeatureStore.of_teacher(path, store, teacher)
                          for (path, _), store in zip(weighted, self._stores)]
        self._weights = [weight for _, weight in weighted]
        self._pictures = [HostLines(store, disturb) if device.type == "cpu" else DeviceLines(store, disturb, device)
                          for store in self._stores]
        self._vocabulary, self._pixels = vocabulary, pixels
        self._to_student = vocabulary.from_teacher()
        self._rng = random.Random(seed)
        self._buckets = [_by_width(store, narrowest, widest) for store in self._stores]
        for (path, _), buckets in zip(weighted, self._buckets):
            if not buckets:
                raise ToolError(f"{path} has no line of at most {widest} pixels")

    def draw(self) -> LineBatch:
        place = self._rng.choices(range(len(self._stores)), self._weights)[0]
        buckets = self._buckets[place]
        width = self._rng.choices(list(buckets), [len(lines) for lines in buckets.values()])[0]
        chosen = self._rng.choices(buckets[width], k=max(2, self._pixels // width))
        return self._batch(place, chosen, width)

    def state(self) -> tuple:
        return self._rng.getstate()

    def restore(self, state: tuple) -> None:
        version, numbers, gauss = state
        self._rng.setstate((version, tuple(numbers), gauss))

    def _batch(self, place: int, indices: list[int], width: int) -> LineBatch:
        store, kept = self._stores[place], self._features[place]
        texts = [self._vocabulary.encode(store.lines[i].text) for i in indices]
        frames = [store.frames(i) for i in indices]
        steps = max(1, max(len(classes) for classes, _ in frames))
        classes = np.full((len(indices), steps, frames[0][0].shape[1]), -1, np.int64)
        probabilities = np.zeros(classes.shape, np.float32)
        for row, (theirs, likely) in enumerate(frames):
            if len(theirs) and self._vocabulary.teacher:
                classes[row, :len(theirs)] = self._in_student(theirs)
                probabilities[row, :len(theirs)] = likely
        features = torch.from_numpy(np.stack([kept[i] for i in indices])).float() if kept else None
        return LineBatch(self._pictures[place].batch(indices, width, self._rng), texts, torch.from_numpy(classes),
                         torch.from_numpy(probabilities), features)

    def _in_student(self, theirs: np.ndarray) -> np.ndarray:
        """The student's classes for the teacher's."""
        if theirs.max() >= len(self._to_student):
            raise ToolError(f"a teacher's class in the lines is {theirs.max()}, but the teacher's charset has only "
                            f"{len(self._vocabulary.teacher)} characters with the space")
        return self._to_student[theirs]


def _by_width(store: LineStore, narrowest: int, widest: int) -> dict[int, list[int]]:
    """Padded width -> the lines that fit it."""
    buckets: dict[int, list[int]] = {}
    for i, line in enumerate(store.lines):
        width = padded_width(line.width, narrowest)
        if width <= widest and (line.text is not None or line.steps):
            buckets.setdefault(width, []).append(i)
    return buckets


def weighted_store(text: str) -> tuple[Path, float]:
    """`FOLDER=WEIGHT` of the command line."""
    path, _, weight = text.rpartition("=")
    try:
        return Path(path), float(weight)
    except ValueError as error:
        raise ToolError(f"--store is {text!r}, expected FOLDER=WEIGHT, such as lines/train=0.5") from error
