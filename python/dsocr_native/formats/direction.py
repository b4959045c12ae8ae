"""Text that runs from the right: of Arabic and Hebrew letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, List, Sequence

if TYPE_CHECKING:
    from ..page import Line, Quad, Word


def runs_from_right(text: str) -> bool:
    """Whether there is a letter that does."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def seen_in_mirror(lines: Sequence[Line]) -> List[Line]:
    """The lines of a page that is read from the right as if it were read from the left; of another page as they are."""
    from_right = sum(runs_from_right(line.text) for line in lines)
    letters = sum(any(character.isalpha() for character in line.text) for line in lines)
    if 2 * from_right <= letters:
        return list(lines)
    return [replace(line, quad=mirrored(line.quad), words=tuple(map(mirrored_word, line.words))) for line in lines]


def mirrored(quad: Quad) -> Quad:
    """Still clockwise from the corner where the reading begins."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    return (-bx, by), (-ax, ay), (-dx, dy), (-cx, cy)


def mirrored_word(word: Word) -> Word:
    return replace(word, quad=mirrored(word.quad))


def glyphs_from_left(text: str) -> str:
    """A word as its glyphs stand from left to right: letters that run from the right reversed, each before its marks,
    numbers as they are."""
    if not runs_from_right(text):
        return text
    clusters = re.findall(r"[0-9\u0660-\u0669\u06f0-\u06f9]+|.[\u0591-\u05bd\u064b-\u065f\u0670]*", text)
    return "".join(reversed(clusters))
