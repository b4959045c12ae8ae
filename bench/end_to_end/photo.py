"""A photograph of 12 megapixels, made from the committed examples: the same bytes every time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

EXAMPLES = Path(__file__).parents[2] / "examples"
WIDTH, HEIGHT = 4000, 3000


@contextmanager
def large_photo() -> Iterator[Path]:
    """Two receipts side by side, each as tall as the picture, and a sign in what is left."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), (96, 88, 80))
    left = 0
    for name in ("receipt.jpg", "bill.jpg"):
        piece = _scaled(name, HEIGHT / _size(name)[1])
        canvas.paste(piece, (left, 0))
        left += piece.width
    canvas.paste(_scaled("sign.jpg", (WIDTH - left) / _size("sign.jpg")[0]), (left, HEIGHT // 3))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        canvas.save(path, quality=92)
        yield path


def _size(name: str) -> tuple[int, int]:
    with Image.open(EXAMPLES / name) as image:
        return image.size


def _scaled(name: str, factor: float) -> Image.Image:
    with Image.open(EXAMPLES / name) as image:
        return image.convert("RGB").resize((round(image.width * factor), round(image.height * factor)),
                                           Image.Resampling.BICUBIC)
