"""Long pictures: every line comes out once and whole, wherever the tiles meet."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from conftest import letters
from pictures import blank, encoded, latin_font

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = "the quick brown fox jumps over a lazy dog while seven wizards box with five jugs of liquor".split()


def tall():
    """800 x 10,000, a row every 101 pixels; and those rows."""
    image = blank(800, 10_000)
    draw = ImageDraw.Draw(image)
    rows = [f"Row {i:03d} of a long chat" for i in range(98)]
    for i, row in enumerate(rows):
        draw.text((30 + 37 * i % 300, 40 + 101 * i), row, "black", latin_font(26))
    return image, rows


def wide():
    """10,000 x 800, rows from end to end; and those rows."""
    image = blank(10_000, 800)
    draw, font = ImageDraw.Draw(image), latin_font(34)
    rows = [" ".join(f"{WORDS[(row + i) % len(WORDS)]}{i}" for i in range(72)) for row in range(4)]
    for i, row in enumerate(rows):
        draw.text((40 + 90 * i, 60 + 190 * i), row, "black", font)
    assert 8000 < font.getlength(rows[0]) < 9700
    return image, rows


def joined(text):
    """Without the spaces: at thousands of pixels a line, one of them may be missed."""
    return "".join(text.split())


def test_a_tall_picture(reader):
    image, rows = tall()
    page = reader.read(encoded(image, "JPEG", quality=90))  # which could be decoded smaller, and must not be
    assert [line.text for line in page] == rows
    for i, line in enumerate(page):
        assert line.quad[0] == pytest.approx((30 + 37 * i % 300, 44 + 101 * i), abs=13), line.text


def test_a_wide_picture(reader):
    image, rows = wide()
    page = reader.read(image)
    assert [joined(line.text) for line in page] == [joined(row) for row in rows]
    for i, line in enumerate(page):
        assert line.quad[0][0] == pytest.approx(40 + 90 * i, abs=20)
        assert line.quad[1][0] == pytest.approx(40 + 90 * i + latin_font(34).getlength(rows[i]), abs=20)


def test_a_photo_over_and_over(reader):
    """Wherever a seam cuts the photo, it reads as it does alone."""
    copies = 5
    with Image.open(EXAMPLES / "receipt.jpg") as photo:
        long = Image.new("RGB", (photo.width, copies * photo.height))
        for i in range(copies):
            long.paste(photo, (0, i * photo.height))
        alone = letters(reader.read(photo))
    read = letters(reader.read(long))
    wanted = Counter({letter: copies * count for letter, count in alone.items()})
    assert (read & wanted).total() >= 0.98 * max(read.total(), wanted.total()), (wanted - read, read - wanted)


def test_a_line_that_is_one_long_strip(reader):
    text = " ".join(f"{WORDS[i % len(WORDS)]}{i}" for i in range(60))
    font = latin_font(40)
    strip = blank(int(font.getlength(text)) + 60, 64)
    ImageDraw.Draw(strip).text((30, 8), text, "black", font)
    (line,) = reader.recognize([strip])
    assert joined(line.text) == joined(text)
    last = line.characters[-1].quad
    assert last[1][0] == pytest.approx(30 + font.getlength(text), abs=30)


def test_the_usual_size_of_millions_of_rows_is_told(reader):
    """Seen in tiles, the longer side would have over two million pixels; a product on the way there exceeds 32 bits."""
    rows = 2_200_000
    page = reader.read(np.broadcast_to(np.full((1, 320), 255, np.uint8), (rows, 320)), budget_ms=1, max_pixels=10**9)
    assert page.left_out.detector_side == 320
    assert page.left_out.usual_detector_side == pytest.approx(2 * rows, rel=0.01)


def test_memory_stays_bounded(tmp_path):
    """In a process of its own, which says its peak."""
    tall()[0].save(tmp_path / "tall.png")
    script = (
        "import sys, dsocr_native as dsocr; from dsocr_native import _core\n"
        "assert len(dsocr.Reader(threads=2).read(sys.argv[1])) == 98\n"
        "print(_core.peak_memory_bytes())"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path / "tall.png"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 0 < int(done.stdout) < 500e6
