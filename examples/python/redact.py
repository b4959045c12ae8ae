"""Paints over what looks like a number with at least six digits: telephone, card and account numbers.

    pip install pillow
    python redact.py letter.jpg redacted.png
"""

import re
import sys
from itertools import groupby

from PIL import Image, ImageDraw, ImageOps

import dsocr_native as dsocr


def digits_in(text: str) -> int:
    return len(re.sub(r"\D", "", text))


source, target = sys.argv[1:3]
image = ImageOps.exif_transpose(Image.open(source)).convert("RGB")  # quads are about the upright picture
draw = ImageDraw.Draw(image)
for line in dsocr.read(image):
    for has_digits, run in groupby(line.words, lambda word: digits_in(word.text) > 0):
        words = list(run)  # a number is often written in groups: 0171 555 88 23
        if has_digits and sum(digits_in(word.text) for word in words) >= 6:
            for word in words:
                draw.polygon(word.quad, fill="black")
image.save(target)
