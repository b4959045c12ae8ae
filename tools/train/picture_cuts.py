"""Squares cut out of pictures for a detector whose teacher runs beside it.

The pictures lie in the memory of the device, which cuts and scales them: no CPU keeps up with a GPU that learns. What
is cut and how follows tools.data.pieces.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from tools.data.pictures import read_picture
from tools.data.pieces import fewer_pixels
from tools.train.page_batches import PageBatch, random_light

SCALES = (0.5, 1.5)


class PictureCuts:
    def __init__(self, files: list[Path], seed: int, side: int, batch: int, device: torch.device) -> None:
        self._rng, self._side, self._batch = random.Random(seed), side, batch
        with ThreadPoolExecutor() as readers:
            self._pictures = [torch.from_numpy(picture).to(device).permute(2, 0, 1)
                              for picture in readers.map(read_picture, files)]  # u8 [3, H, W]

    def draw(self) -> PageBatch:
        cuts = torch.cat([self._cut() for _ in range(self._batch)])
        lights = torch.tensor([random_light(self._rng) for _ in range(self._batch)])
        gains, offsets = lights.to(cuts.device).t()[..., None, None, None]
        return PageBatch(((cuts / 127.5 - 1) * gains + offsets).clamp(-1, 1), {})

    def state(self) -> tuple:
        return self._rng.getstate()

    def restore(self, state: tuple) -> None:
        version, numbers, gauss = state
        self._rng.setstate((version, tuple(numbers), gauss))

    def _cut(self) -> Tensor:
        """f32 [1, 3, side, side] in 0..255."""
        rng = self._rng
        picture, pixels = rng.choice(self._pictures), fewer_pixels(self._side, rng)
        height, width = picture.shape[1:]
        size = min(round(pixels / rng.uniform(*SCALES)), height, width)
        y, x = rng.randint(0, height - size), rng.randint(0, width - size)
        return _resized(_resized(picture[None, :, y:y + size, x:x + size].float(), pixels), self._side)


def _resized(picture: Tensor, side: int) -> Tensor:
    if picture.shape[-1] == side:
        return picture
    return F.interpolate(picture, (side, side), mode="bilinear", antialias=picture.shape[-1] > side)
