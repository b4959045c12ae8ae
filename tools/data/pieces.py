"""Square pieces of pages to teach a detector with: `PieceMaker(...).piece()`.

Real ones are cut out of pictures; rendered ones are pages on plain grounds or on pieces of the same pictures. Both come
at many scales, because a reader reduces pages and enlarges small screens.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from tools.data.pages import PageGenerator
from tools.data.pictures import ENDINGS, read_picture
from tools.errors import ToolError

ENLARGED = 0.3  # how often a piece is made of fewer pixels, as a small screen is
AIMED = 0.7  # how often a piece is cut around a mark, where there is one: most of a street scene has no text

Quads = Sequence[np.ndarray]  # f32 [4, 2] each


@dataclass(frozen=True)
class Piece:
    picture: np.ndarray  # u8 [S, S, 3]
    marks: Quads = ()  # where people saw text, in its pixels; they may reach beyond it

    def resized(self, side: int) -> "Piece":
        scale = side / self.picture.shape[0]
        return Piece(cv2.resize(self.picture, (side, side), interpolation=cv2.INTER_LINEAR),
                     [quad * scale for quad in self.marks])


def fewer_pixels(side: int, rng: random.Random) -> int:
    """Of how many pixels a side of a piece is made before it is enlarged to `side`."""
    return side if rng.random() >= ENLARGED else round(side / rng.uniform(1.3, 3.5) / 32) * 32


def random_piece(path: Path, side: int, rng: random.Random, marks: Quads = (),
                 scales: tuple[float, float] = (0.6, 1.4)) -> Piece:
    """A square of a picture, in whose pixels the `marks` are, at a random scale; most often one of them is inside."""
    picture = read_picture(path)
    scale = max(rng.uniform(*scales), side / min(picture.shape[:2]))
    picture = cv2.resize(picture, None, fx=scale, fy=scale,
                         interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    y, x = (rng.randrange(length - side + 1) for length in picture.shape[:2])
    if marks and rng.random() < AIMED:
        x, y = _around(rng.choice(marks).mean(0) * scale, picture.shape[1::-1], side, rng)
    return Piece(picture[y:y + side, x:x + side], [np.float32(quad * scale - (x, y)) for quad in marks])


def _around(point: np.ndarray, size: tuple[int, int], side: int, rng: random.Random) -> list[int]:
    """Left and top of a square in a picture of this width and height, with the point inside where that can be."""
    return [min(max(round(place) - rng.randrange(side), 0), length - side) for place, length in zip(point, size)]


class PieceMaker:
    """`real`: share that is cut from `pictures`; half of the rest is rendered onto pieces of them.

    `marks`: where people saw text, by the picture.
    """

    def __init__(self, charset: list[str], seed: int, side: int, pictures: list[Path] = (), real: float = 0.0,
                 marks: Mapping[Path, Quads] | None = None) -> None:
        if real and not pictures:
            raise ToolError(f"real pictures are asked for, but found none ({', '.join(ENDINGS)})")
        self._rng, self._generator = random.Random(seed), PageGenerator(charset, seed)
        self._side, self._pictures, self._real = side, list(pictures), real
        self._marks = marks or {}

    def piece(self) -> Piece:
        side = fewer_pixels(self._side, self._rng)
        piece = self._real_piece(side) if self._rng.random() < self._real else self._rendered(side)
        return piece.resized(self._side)

    def _real_piece(self, side: int) -> Piece:
        path = self._rng.choice(self._pictures)
        return random_piece(path, side, self._rng, self._marks.get(path, ()))

    def _rendered(self, side: int) -> Piece:
        on_photo = self._pictures and self._rng.random() < 0.5
        return Piece(self._generator.page(side, side, self._real_piece(side).picture if on_photo else None).picture)
