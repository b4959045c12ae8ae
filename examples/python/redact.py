"""Paints over what looks like a number with at least six digits: telephone, card and account numbers.

    pip install pillow
    python redact.py letter.jpg redacted.png
"""

import re
import sys

from PIL import Image, ImageDraw, ImageOps

import dsocr_native as dsocr

source, target = sys.argv[1:3]
image = ImageOps.exif_transpose(Image.open(source)).convert("RGB")  # quads are about the upright picture
draw = ImageDraw.Draw(image)
for line in dsocr.read(image):
    for word in line.words:
        if len(re.sub(r"\D", "", word.text)) >= 6:
            draw.polygon(word.quad, fill="black")
image.save(target)
