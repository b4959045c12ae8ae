"""Batches of pages for detectors: rendered ones with their targets, unlabelled pieces of real pictures, and stores."""

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tools.data.db_targets import db_targets
from tools.data.pages import PageGenerator
from tools.data.piece_store import PieceStore
from tools.data.pictures import ENDINGS
from tools.data.pieces import random_piece
from tools.errors import ToolError


@dataclass
class PageBatch:
    pictures: Tensor  # f32 [N, 3, H, W] in -1..1
    target: dict[str, Tensor]  # see db_targets; empty where only a teacher knows
    maps: Tensor | None = None  # f32 [N, 1, H, W]: what the teacher sees, where that is known already

    def to(self, device: torch.device) -> "PageBatch":
        target = {name: values.to(device) for name, values in self.target.items()}
        return PageBatch(self.pictures.to(device), target, None if self.maps is None else self.maps.to(device))


class PageBatches:
    """`real`: share of the batches that are cut from the pictures `files`."""

    def __init__(self, charset: list[str], seed: int, side: int, batch: int, files: list[Path] = (),
                 real: float = 0.0) -> None:
        self._rng, self._generator = random.Random(seed), PageGenerator(charset, seed)
        self._side, self._batch, self._real = side, batch, real
        self._files = list(files)
        if real and not self._files:
            raise ToolError(f"real pictures are asked for, but found none ({', '.join(ENDINGS)})")

    def draw(self) -> PageBatch:
        if self._rng.random() < self._real:
            chosen = (self._rng.choice(self._files) for _ in range(self._batch))
            return PageBatch(_stacked([random_piece(path, self._side, self._rng).picture for path in chosen]), {})
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


class PieceBatches:
    """Pieces from stores that know the teacher's maps, in another light each time."""

    def __init__(self, folders: list[Path], seed: int, batch: int, disturb: float = 0.5) -> None:
        self._stores, self._rng = [PieceStore(folder) for folder in folders], random.Random(seed)
        self._batch, self._disturb = batch, disturb

    def draw(self) -> PageBatch:
        sizes = [len(store) for store in self._stores]
        stores = self._rng.choices(self._stores, sizes, k=self._batch)
        pieces = np.stack([store[self._rng.randrange(len(store))] for store in stores])
        return with_maps(pieces, [random_light(self._rng, self._disturb) for _ in pieces])

    def state(self) -> tuple:
        return self._rng.getstate()

    def restore(self, state: tuple) -> None:
        version, numbers, gauss = state
        self._rng.setstate((version, tuple(numbers), gauss))


def random_light(rng: random.Random, disturb: float = 0.5) -> tuple[float, float]:
    """A gain and an offset of pixels in -1..1; how often there are any is `disturb`."""
    return (rng.uniform(0.7, 1.2), rng.uniform(-0.2, 0.2)) if rng.random() < disturb else (1.0, 0.0)


def with_maps(pieces: np.ndarray, lights: list[tuple[float, float]] = ()) -> PageBatch:
    """A batch of u8 [N, S, S, 4], see piece_store; `lights` are a gain and an offset for each picture."""
    pictures = _stacked(pieces[..., :3])
    for picture, (gain, offset) in zip(pictures, lights):
        picture.mul_(gain).add_(offset).clamp_(-1, 1)
    return PageBatch(pictures, {}, torch.from_numpy(pieces[..., 3].astype(np.float32) / 255)[:, None])


def all_of(folder: Path, batch: int) -> list[PageBatch]:
    """A store in its order, to be scored on."""
    store = PieceStore(folder)
    return [with_maps(np.stack([store[i] for i in range(first, min(first + batch, len(store)))]))
            for first in range(0, len(store), batch)]


def _stacked(pictures: "np.ndarray | list[np.ndarray]") -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
