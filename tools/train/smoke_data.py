"""A tiny world for the smoke run: digits in one font, as lines and as pages; needs no font or text package."""

import random
from collections.abc import Iterator

import cv2
import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

from tools.data import degrade
from tools.data.db_targets import db_targets
from tools.data.line_store import NewLine
from tools.data.pages import Page
from tools.train.page_batches import PageBatch

DIGITS = list("0123456789")


def digit_lines(count: int, seed: int) -> Iterator[NewLine]:
    rng = random.Random(seed)
    for _ in range(count):
        text = "".join(rng.choices(DIGITS, k=rng.randint(2, 4)))
        yield NewLine(degrade.noise(_drawn(text, rng, 26), rng, 0.7), text, "digits")


def _drawn(text: str, rng: random.Random, size: int) -> np.ndarray:
    font = ImageFont.load_default(size)
    left, top, right, bottom = font.getbbox(text)
    border = rng.randint(2, 5)
    ground, ink = rng.randint(170, 255), rng.randint(0, 90)
    shape = (round(right - left + 2 * border), round(bottom - top + 2 * border))
    picture = Image.new("RGB", shape, (ground,) * 3)
    ImageDraw.Draw(picture).text((border - left, border - top), text, fill=(ink,) * 3, font=font)
    return np.array(picture)


class DigitPages:
    """A source of pages of `side` x `side` with a few numbers, as tools.train.page_batches has them."""

    def __init__(self, seed: int, side: int = 128, batch: int = 4) -> None:
        self._rng, self._side, self._batch = random.Random(seed), side, batch

    def draw(self) -> PageBatch:
        pages = [self.page() for _ in range(self._batch)]
        pictures = torch.from_numpy(np.stack([page.picture for page in pages])).permute(0, 3, 1, 2)
        targets = [db_targets((self._side, self._side), page.quads) for page in pages]
        target = {name: torch.from_numpy(np.stack([t[name] for t in targets])) for name in targets[0]}
        return PageBatch(pictures.float() / 127.5 - 1, target)

    def page(self) -> Page:
        """Numbers in rows, each somewhere in its row."""
        rng, side = self._rng, self._side
        page = Page(np.full((side, side, 3), rng.randint(170, 255), np.uint8), [], [])
        for top in range(4, side - 36, 40):
            if rng.random() < 0.75:
                self._write(page, top + rng.randint(0, 8))
        page.picture = degrade.noise(page.picture, rng, 0.5)
        return page

    def _write(self, page: Page, y: int) -> None:
        text = "".join(self._rng.choices(DIGITS, k=self._rng.randint(2, 5)))
        line = _drawn(text, self._rng, 22)
        height, width = line.shape[:2]
        x = self._rng.randint(2, self._side - width - 2)
        page.picture[y:y + height, x:x + width] = line
        page.quads.append(cv2.boxPoints(((x + width / 2, y + height / 2), (width, height), 0.0)))
        page.texts.append(text)

    def state(self) -> tuple:
        return self._rng.getstate()

    def restore(self, state: tuple) -> None:
        version, numbers, gauss = state
        self._rng.setstate((version, tuple(numbers), gauss))
