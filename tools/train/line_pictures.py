"""The pictures of a store's lines as batches, disturbed: light, noise or blur, nothing that moves a character away
from a teacher's step. On the CPU line by line out of the store; on a GPU out of its own memory, which then holds all
of the store, since no CPU keeps up with a GPU that learns."""

import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from tools.data import degrade
from tools.data.line_store import HEIGHT, LineStore
from tools.data.reader import normalised


class HostLines:
    def __init__(self, store: LineStore, disturb: float) -> None:
        self._store, self._disturb = store, disturb

    def batch(self, lines: list[int], width: int, rng: random.Random) -> Tensor:
        """f32 [N, 3, 48, width] in -1..1, 0 to the right of each line."""
        return torch.from_numpy(normalised([self._disturbed(self._store.picture(i), rng) for i in lines], width))

    def _disturbed(self, picture: np.ndarray, rng: random.Random) -> np.ndarray:
        if rng.random() < self._disturb:
            change = rng.choice((degrade.light, degrade.noise, degrade.blur))
            picture = change(np.asarray(picture), rng, 0.5)
        return picture


class DeviceLines:
    def __init__(self, store: LineStore, disturb: float, device: torch.device) -> None:
        self._disturb, self._device = disturb, device
        self._pixels = torch.from_numpy(np.array(store.pixels).reshape(-1, 3)).to(device)
        self._first = torch.tensor([line.offset // 3 for line in store.lines], device=device)
        self._widths = torch.tensor([line.width for line in store.lines], device=device)

    def batch(self, lines: list[int], width: int, rng: random.Random) -> Tensor:
        """f32 [N, 3, 48, width] in -1..1, 0 to the right of each line."""
        chosen = torch.tensor(lines, device=self._device)
        first, widths = self._first[chosen, None, None], self._widths[chosen, None, None]
        y, x = torch.arange(HEIGHT, device=self._device)[:, None], torch.arange(width, device=self._device)
        pixels = self._pixels[first + y * widths + x.minimum(widths - 1)]  # [N, 48, width, 3]
        pictures = pixels.permute(0, 3, 1, 2).float() / 127.5 - 1
        generator = torch.Generator(self._device).manual_seed(rng.getrandbits(62))
        return disturbed(pictures, generator, self._disturb) * (x < widths)[:, None]


def disturbed(pictures: Tensor, generator: torch.Generator, share: float) -> Tensor:
    """A third of `share` of the lines each in another light, with noise, and blurred."""

    def drawn(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(len(pictures), 1, 1, 1, generator=generator, device=pictures.device)

    kind = drawn(0, 3 / max(share, 1e-9)).floor()
    ramp = torch.linspace(-1, 1, pictures.shape[3], device=pictures.device)
    light = 1 + drawn(-0.4, 0.4) * (kind == 0) * ramp
    grain = drawn(0.01, 0.09) * (kind == 1)
    blurred = F.avg_pool2d(F.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, 1)
    pictures = torch.lerp(pictures, blurred, drawn(0.3, 1) * (kind == 2))
    pictures = (pictures + 1) * light - 1 + drawn(-0.2, 0.12) * (kind == 0)
    noise = torch.randn(pictures.shape, generator=generator, device=pictures.device)
    return (pictures + grain * noise).clamp(-1, 1)
