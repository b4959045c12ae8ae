"""Pictures with a text that is known because we wrote it there."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CJK_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)


def latin_font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own."""
    return ImageFont.load_default(size)


def cjk_font(size: int) -> ImageFont.FreeTypeFont:
    """The first that the system has."""
    for path in CJK_FONTS:
        if Path(path).is_file():
            return ImageFont.truetype(path, size)
    raise FileNotFoundError("no Chinese font found; as root, type: apt-get install fonts-wqy-microhei")


def blank(width: int = 640, height: int = 240, mode: str = "RGB") -> Image.Image:
    """White."""
    return Image.new(mode, (width, height), "white")


def page_of(*rows: str, size: int = 36, width: int = 640, font=latin_font) -> Image.Image:
    """Black rows of text on white, 40 pixels from the left, twice the letters' size apart."""
    image = blank(width, size * 2 * (len(rows) + 1))
    draw = ImageDraw.Draw(image)
    for i, row in enumerate(rows):
        draw.text((40, size + i * size * 2), row, fill="black", font=font(size))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of the file."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
