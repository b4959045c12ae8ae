#!/usr/bin/env python3
"""Draws the sample that `dsocr doctor` reads: sample.png and its text, sample.txt.

    .venv/bin/python scripts/make_sample.py python/dsocr_native/sample

Needs Pillow and the font that tests write Chinese with (fonts-wqy-microhei).
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROWS = ("dsocr sample 2026", "Total: 42.50 EUR", "谢谢惠顾，欢迎再来")
FONT = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
SIZE, MARGIN, WIDTH = 32, 24, 400  # pixels


def draw() -> Image.Image:
    """Black rows on white, in sixteen greys, which a PNG file keeps in a few kilobytes."""
    pitch = SIZE * 2
    image = Image.new("L", (WIDTH, MARGIN * 2 + pitch * len(ROWS) - SIZE), "white")
    font = ImageFont.truetype(FONT, SIZE)
    for i, row in enumerate(ROWS):
        ImageDraw.Draw(image).text((MARGIN, MARGIN + i * pitch), row, fill="black", font=font)
    return image.point(lambda grey: grey // 17 * 17)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    draw().save(folder / "sample.png", optimize=True)
    (folder / "sample.txt").write_text("\n".join(ROWS) + "\n", "utf-8")


if __name__ == "__main__":
    main()
