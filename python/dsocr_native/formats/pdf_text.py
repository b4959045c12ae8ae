"""Invisible words on a PDF page, each stretched and turned onto its place in the picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Iterator, Tuple

from .direction import glyphs_from_left, runs_from_right
from .pdf_font import Font

if TYPE_CHECKING:
    from ..page import Line, Page, Quad

INVISIBLE = 3


def text_operators(page: Page, scale: float, font: Font) -> bytes:
    """One text object; `scale` is points a pixel."""
    operators = [b"BT %d Tr\n" % INVISIBLE]
    for line in page:
        operators += [place(text, quad, page.height, scale, font) for text, quad in words_of(line)]
    return b"".join(operators) + b"ET\n"


def words_of(line: Line) -> Iterator[Tuple[str, Quad]]:
    """The line's words; a space is added where the line's text has one, so that it is there to copy."""
    if not line.words:
        yield line.text, line.quad
    end = 0
    for word in line.words:
        end = line.text.find(word.text, end) + len(word.text)
        space = " " if line.text[end : end + 1] == " " and not runs_from_right(word.text) else ""
        yield word.text + space, word.quad


def place(text: str, quad: Quad, page_height: int, scale: float, font: Font) -> bytes:
    """Shows a text so that it fills its quad."""
    (x, y), (right, right_y), (top_x, top_y) = quad[3], quad[2], quad[0]
    width = math.hypot(right - x, right_y - y) * scale
    height = math.hypot(top_x - x, top_y - y) * scale
    if width < 0.01 or height < 0.01 or not text.strip():
        return b""
    turn = math.atan2(y - right_y, right - x)  # PDF counts y upwards
    cosine, sine = math.cos(turn), math.sin(turn)
    lift = -font.DESCENT / 1000 * height  # from the lower edge to the letters' base
    stretch = 100 * width / (len(text.rstrip()) * height * font.WIDTH / 1000)
    return b"/Text %.2f Tf %.2f Tz %.4f %.4f %.4f %.4f %.2f %.2f Tm <%b> Tj\n" % (
        height, stretch, cosine, sine, -sine, cosine, x * scale - sine * lift,
        (page_height - y) * scale + cosine * lift, font.codes(glyphs_from_left(text)))
