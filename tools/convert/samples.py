"""Inputs that look like what the networks see: printed text on uneven paper, made by a seeded program."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.convert.network import Value

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-/()%&+"
_PAGE_SHAPES = ((320, 480), (736, 736), (416, 960))  # height, width
_LINE_WIDTHS = (96, 320, 488)
_LINES_A_BATCH = 4


def batches(role: str, settings: dict[str, Value], seed: int = 0) -> list[np.ndarray]:
    """f32 [n, 3, h, w], normalised as the settings say; several shapes."""
    rng = np.random.default_rng(seed)
    if role == "detector":
        pictures = [[_page(rng, *shape)] for shape in _PAGE_SHAPES]
    elif role == "recognizer":
        height = int(settings["height"])
        pictures = [[_line(rng, height, width) for _ in range(_LINES_A_BATCH)] for width in _LINE_WIDTHS]
    else:
        lines = [_line(rng, int(settings["height"]), int(settings["width"])) for _ in range(2 * _LINES_A_BATCH)]
        pictures = [[line if i % 2 else line[::-1, ::-1] for i, line in enumerate(lines)]]
    return [_normalise(np.stack(group), settings) for group in pictures]


def _normalise(pictures: np.ndarray, settings: dict[str, Value]) -> np.ndarray:
    mean, std = np.float32(settings["mean"]), np.float32(settings["std"])
    scaled = (pictures.astype(np.float32) / 255 - mean) / std
    return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def _page(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    picture = Image.fromarray(_paper(rng, height, width))
    y = 8
    while y < height - 40:
        size = int(rng.integers(12, 36))
        _write(rng, picture, (int(rng.integers(4, width // 3)), y), size, words=int(rng.integers(1, 7)))
        y += int(size * rng.uniform(1.2, 2.2))
    return _grain(rng, np.array(picture))


def _line(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    picture = Image.fromarray(_paper(rng, height, width))
    size = int(height * rng.uniform(0.6, 0.8))
    _write(rng, picture, (4, (height - size) // 3), size, words=1 + width // 130)
    return _grain(rng, np.array(picture))


def _write(rng: np.random.Generator, picture: Image.Image, place: tuple[int, int], size: int, words: int) -> None:
    text = " ".join("".join(rng.choice(list(_LETTERS), rng.integers(2, 9))) for _ in range(words))
    ink = tuple(int(v) for v in rng.integers(0, 90, 3))
    ImageDraw.Draw(picture).text(place, text, fill=ink, font=ImageFont.load_default(size))


def _paper(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    tint = rng.uniform(170, 250, 3)
    light = np.linspace(rng.uniform(0.8, 1), 1, width)[None, :, None] * np.linspace(1, 0.9, height)[:, None, None]
    return (tint * light).astype(np.uint8)


def _grain(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    return np.clip(picture + rng.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)
