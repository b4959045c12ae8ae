"""Endless rendered pages with the place of every line: `PageGenerator(charset, seed).page(height, width)`.

Most lines are set as anyone sets them. Others run downwards as on a sign, have room between their characters, a long
dash, or dots that lead to a price, which a detector that never saw them takes apart.
"""

import random
from dataclasses import dataclass

import cv2
import numpy as np

from tools.data import degrade
from tools.data.lines import LineGenerator
from tools.data.paragraphs import write_paragraph

PARAGRAPHS = 0.4  # of the pages; the others have lines here and there


@dataclass
class Page:
    picture: np.ndarray  # u8 [H, W, 3]
    quads: list[np.ndarray]  # f32 [4, 2], clockwise from the text's top left
    texts: list[str]  # as they are set


class PageGenerator:
    """Lines of one style on one ground, a few of them tilted; receipts and screens have their lines in rows."""

    def __init__(self, charset: list[str], seed: int) -> None:
        self._rng = random.Random(seed)
        self._lines = LineGenerator(charset, seed)

    def page(self, height: int, width: int, ground: np.ndarray | None = None) -> Page:
        """`ground`: u8 [H, W, 3] to draw on, such as a photograph; a plain colour without it."""
        rng = self._rng
        if ground is None:
            ground = degrade.light(np.full((height, width, 3), [rng.randint(0, 255) for _ in range(3)], np.uint8), rng)
        page = Page(ground.copy(), [], [])
        if rng.random() < PARAGRAPHS:
            page.picture, placed = write_paragraph(ground, self._lines, rng, self._set)
            page.texts, page.quads = [text for text, _ in placed], [quad for _, quad in placed]
        else:
            self._scatter(page)
        if rng.random() < 0.4:
            page.picture = degrade.blur(page.picture, rng, 0.7)
        if rng.random() < 0.5:
            page.picture = degrade.noise(page.picture, rng, 0.6)
        return page

    def state(self) -> tuple:
        return self._rng.getstate(), self._lines.state()

    def restore(self, state: tuple) -> None:
        (version, numbers, gauss), lines = state
        self._rng.setstate((version, tuple(numbers), gauss))
        self._lines.restore(lines)

    def _scatter(self, page: Page) -> None:
        """Labels, signs and notes, each on a ground of its own."""
        height, width = page.picture.shape[:2]
        taken = np.zeros((height, width), bool)
        for _ in range(self._rng.randint(2, max(3, height * width // 12_000))):
            self._place(page, taken)

    def _place(self, page: Page, taken: np.ndarray) -> None:
        """Puts one line where nothing is yet; gives up after a few tries."""
        rng, (height, width) = self._rng, taken.shape
        picture, text, _ = self._lines.line(setting=self._set)
        thickness = picture.shape["\n" in text]
        wanted = rng.uniform(14, 40) if rng.random() < 0.85 else rng.uniform(40, 110)
        scale = min(wanted / thickness, 0.9 * width / picture.shape[1], 0.9 * height / picture.shape[0])
        size = [max(6, round(side * scale)) for side in picture.shape[1::-1]]
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        angle = rng.gauss(0, 8) if rng.random() < 0.25 else rng.gauss(0, 0.7)
        for _ in range(6):
            centre = (rng.uniform(size[0] / 2, width - size[0] / 2), rng.uniform(size[1] / 2, height - size[1] / 2))
            quad = cv2.boxPoints((centre, (size[0] + 4, size[1] + 4), angle))
            mask = cv2.fillPoly(np.zeros(taken.shape, np.uint8), [quad.astype(np.int32)], 1).astype(bool)
            if not (taken & mask).any() and quad.min() >= 0 and (quad < (width, height)).all():
                taken |= mask
                self._paste(page, picture, centre, angle)
                page.texts.append(text)
                return

    def _set(self, text: str) -> str:
        rng = self._rng
        if rng.random() < 0.7 or len(text) < 2:
            return text
        cut = rng.randrange(1, len(text))
        return rng.choice((
            lambda: "\n".join(text.replace(" ", "")[:8]),
            lambda: rng.choice((" ", "  ", "\u3000")).join(text[:10]),
            lambda: text[:cut] + rng.choice(("——", "—", "……", "...", " - ", "－", "～")) + text[cut:],
            lambda: text[:cut].rstrip() + rng.choice(".·") * rng.randint(4, 20) + text[cut:].lstrip()))()

    def _paste(self, page: Page, picture: np.ndarray, centre: tuple[float, float], angle: float) -> None:
        height, width = picture.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
        turn[:, 2] += np.array(centre) - (width / 2, height / 2)
        size = page.picture.shape[1::-1]
        placed = cv2.warpAffine(picture, turn, size)
        mask = cv2.warpAffine(np.ones((height, width), np.uint8), turn, size).astype(bool)
        page.picture[mask] = placed[mask]
        corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
        page.quads.append(np.float32(corners @ turn[:, :2].T + turn[:, 2]))
