"""Running text on one ground: lines close to each other in one font, or columns from right to left."""

import random
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.data.lines import BEYOND_EUROPE, LineGenerator

Placed = tuple[str, np.ndarray]  # text, f32 [4, 2], clockwise from the text's top left


def write_paragraph(ground: np.ndarray, lines: LineGenerator, rng: random.Random,
                    setting: Callable[[str], str]) -> tuple[np.ndarray, list[Placed]]:
    """Fills a piece u8 [H, W, 3] of ground; the lines come from the top down, the columns from the right."""
    picture = Image.fromarray(ground)
    draw, (width, height) = ImageDraw.Draw(picture), picture.size
    text, face = lines.text_and_face()
    font = face.at(round(14 * rng.uniform(1, 60 / 14) ** rng.uniform(0.3, 1)))
    ink, pitch = _ink(ground, rng), font.size * rng.uniform(1.1, 1.9)
    downwards = bool(BEYOND_EUROPE.search(text)) and rng.random() < 0.15
    length = max(2, int((height if downwards else 2 * width) / font.size * rng.uniform(0.4, 1)))
    places = _columns(width, font, pitch, rng) if downwards else _rows(height, font, pitch, rng)
    placed = []
    for place in places:
        while not face.draws(text := lines.text_and_face(length, setting)[0]) or ("\n" in text and not downwards):
            pass
        text = "\n".join(text.replace("\n", "")) if downwards else text
        box = draw.textbbox(place, text, font=font, align="center")
        if min(box) >= 0 and box[2] <= width and box[3] <= height:
            draw.text(place, text, fill=ink, font=font, align="center")
            placed.append((text, np.float32([box[:2], (box[2], box[1]), box[2:], (box[0], box[3])])))
    return np.array(picture), placed


def _rows(height: int, font: ImageFont.FreeTypeFont, pitch: float, rng: random.Random) -> Iterator[tuple[float, float]]:
    margin, indent = rng.uniform(0, 2 * font.size), rng.choice((0, 0, 2 * font.size))
    y = rng.uniform(0, font.size)
    while y < height - font.size:
        yield margin + indent * (rng.random() < 0.3), y
        y += pitch * (2 if rng.random() < 0.1 else 1)


def _columns(width: int, font: ImageFont.FreeTypeFont, pitch: float,
             rng: random.Random) -> Iterator[tuple[float, float]]:
    x, y = width - font.size - rng.uniform(0, font.size), rng.uniform(0, font.size)
    while x > 0:
        yield x, y
        x -= pitch


def _ink(ground: np.ndarray, rng: random.Random) -> tuple[int, int, int]:
    """Against the middle of the ground, so that it can be read on most of it."""
    middle = cv2.mean(ground)[:3]
    dark = sum(middle) > 3 * 128
    return tuple(rng.randint(0, 80) if dark else 255 - rng.randint(0, 80) for _ in range(3))
