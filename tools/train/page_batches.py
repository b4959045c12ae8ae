"""Batches of pages for detectors: rendered ones with their targets, and unlabelled pieces of real pictures."""

import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from tools.data.db_targets import db_targets
from tools.data.pages import PageGenerator
from tools.errors import ToolError


@dataclass
class PageBatch:
    pictures: Tensor  # f32 [N, 3, H, W] in -1..1
    target: dict[str, Tensor]  # see db_targets; empty where only a teacher knows


class PageBatches:
    """`real`: share of the batches that are cut from the pictures of `folders`."""

    def __init__(self, charset: list[str], seed: int, side: int, batch: int, folders: list[Path] = (),
                 real: float = 0.0) -> None:
        self._rng, self._generator = random.Random(seed), PageGenerator(charset, seed)
        self._side, self._batch, self._real = side, batch, real
        self._files = sorted(p for folder in folders for p in folder.iterdir() if p.suffix in (".jpg", ".png"))
        if real and not self._files:
            raise ToolError("real pictures are asked for, but the folders have no .jpg or .png")

    def draw(self) -> PageBatch:
        if self._rng.random() < self._real:
            return PageBatch(_stacked([self._piece() for _ in range(self._batch)]), {})
        pages = [self._generator.page(self._side, self._side) for _ in range(self._batch)]
        targets = [db_targets((self._side, self._side), page.quads) for page in pages]
        target = {name: torch.from_numpy(np.stack([t[name] for t in targets])) for name in targets[0]}
        return PageBatch(_stacked([page.picture for page in pages]), target)

    def state(self) -> tuple:
        return self._rng.getstate(), self._generator.state()

    def restore(self, state: tuple) -> None:
        (version, numbers, gauss), generator = state
        self._rng.setstate((version, tuple(numbers), gauss))
        self._generator.restore(generator)

    def _piece(self) -> np.ndarray:
        """A square of a picture at a random scale."""
        rng, side = self._rng, self._side
        path = rng.choice(self._files)
        picture = cv2.imread(str(path))
        if picture is None:
            raise ToolError(f"{path} cannot be read as a picture")
        scale = max(rng.uniform(0.6, 1.4), side / min(picture.shape[:2]))
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        y, x = (rng.randrange(length - side + 1) for length in picture.shape[:2])
        return picture[y:y + side, x:x + side]


def _stacked(pictures: list[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
