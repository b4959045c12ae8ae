"""Pages that come back from a browser, edited, to be written as documents. Nothing in them is believed unseen."""

from __future__ import annotations

import json
import re
import reprlib
from itertools import accumulate
from typing import Any, List, Optional, Tuple

from ..formats.geometry import columns_in
from ..page import Line, Page, Point, Quad, Word
from ..sources import Source
from .problems import Problem

MOST_LINES = 20_000
MOST_WORDS = 2_000  # of a line
LONGEST_TEXT = 10_000  # of a line
LONGEST_PAGE = MOST_LINES * 100
FARTHEST = 1e6  # pixels
MOST_BYTES = 4_000_000  # of a page's JSON, which takes up to 28 times as much when it is parsed


def page_of(data: bytes, where: str, picture: Optional[Source], most_pixels: int) -> Page:
    """A page in the form of `Page.to_dict()`; words may be left out, then they are found in the line's text.

    where: names it in messages. Raises Problem, which says what was found and what was expected.
    """
    values = an_object(loaded(data, where), where)
    width, height = (a_number(values.get(name), f"{where}.{name}", 1, FARTHEST) for name in ("width", "height"))
    if width * height > most_pixels:
        raise Problem(413, f"{where}: found {width:g} x {height:g} pixels, expected at most {most_pixels} in all")
    lines = [line_of(line, f"{where}.lines[{i}]")
             for i, line in enumerate(a_list(values.get("lines"), f"{where}.lines", MOST_LINES))]
    text = values.get("text")
    return Page(int(width), int(height), lines, source=clean_name(values.get("source")), picture=picture,
                text=None if text is None else a_text(text, f"{where}.text", LONGEST_PAGE))


def line_of(values: Any, where: str) -> Line:
    """A line of text."""
    word = word_of(values, where)
    words = an_object(values, where).get("words")
    if words is None:
        return Line(word.text, word.confidence, word.quad, tuple(split(word)))
    parts = (word_of(part, f"{where}.words[{i}]") for i, part in enumerate(a_list(words, f"{where}.words", MOST_WORDS)))
    return Line(word.text, word.confidence, word.quad, tuple(parts))


def word_of(values: Any, where: str) -> Word:
    """Text, quad and confidence of a word or a line."""
    values = an_object(values, where)
    return Word(a_text(values.get("text"), f"{where}.text", LONGEST_TEXT),
                quad_of(values.get("quad"), f"{where}.quad"),
                a_number(values.get("confidence", 1), f"{where}.confidence", 0, 1))


def split(line: Word) -> List[Word]:
    """The words of a text that was typed by hand; each takes the share of the line that its letters take."""
    places = [0, *accumulate(map(columns_in, line.text))]  # before each letter, and behind the last
    total = max(places[-1], 1)
    return [Word(match[0], slice_of(line.quad, places[match.start()] / total, places[match.end()] / total),
                 line.confidence)
            for match in re.finditer(r"\S+", line.text)]


def slice_of(quad: Quad, begin: float, end: float) -> Quad:
    """The part of a quad between two shares of its way from left to right."""
    top_left, top_right, bottom_right, bottom_left = quad
    return (between(top_left, top_right, begin), between(top_left, top_right, end),
            between(bottom_left, bottom_right, end), between(bottom_left, bottom_right, begin))


def between(one: Point, other: Point, share: float) -> Point:
    """A point on the way from one to the other."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def quad_of(values: Any, where: str) -> Quad:
    """Four corners."""
    corners = [corner_of(corner, where) for corner in a_list(values, where, 4)]
    if len(corners) != 4:
        raise wrong(where, values, "four corners")
    return corners[0], corners[1], corners[2], corners[3]


def corner_of(values: Any, where: str) -> Tuple[float, float]:
    """x, y."""
    pair = a_list(values, where, 2)
    if len(pair) != 2:
        raise wrong(where, values, "x and y of each corner")
    return a_number(pair[0], where, -FARTHEST, FARTHEST), a_number(pair[1], where, -FARTHEST, FARTHEST)


def clean_name(name: Any) -> str:
    """A picture's name as it may stand in a document: no folders, no control characters. It is never opened."""
    text = re.sub(r"[\x00-\x1f\x7f]", "", name if isinstance(name, str) else "")
    return re.split(r"[/\\]", text.encode("utf-8", "replace").decode("utf-8"))[-1][:200].strip() or "picture"


def loaded(data: bytes, where: str) -> Any:
    """From JSON, plain numbers only."""
    if len(data) > MOST_BYTES:
        raise Problem(413, f"{where}: found {len(data)} bytes, expected at most {MOST_BYTES}")
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise Problem(422, f"{where}: is no JSON") from None


def an_object(value: Any, where: str) -> dict[str, Any]:
    """A JSON object."""
    if isinstance(value, dict):
        return value
    raise wrong(where, value, "an object")


def a_list(value: Any, where: str, most: int) -> List[Any]:
    """A JSON array, not too long."""
    if isinstance(value, list) and len(value) <= most:
        return value
    raise wrong(where, value, f"an array of at most {most}")


def a_text(value: Any, where: str, most: int) -> str:
    """A string, not too long; halves of characters become question marks."""
    if isinstance(value, str) and len(value) <= most:
        return value.encode("utf-8", "replace").decode("utf-8")
    raise wrong(where, value, f"a text of at most {most} characters")


def a_number(value: Any, where: str, low: float, high: float) -> float:
    """A number within limits; no NaN is."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
        return float(value)
    raise wrong(where, value, f"a number from {low:g} to {high:g}")


def wrong(where: str, found: Any, expected: str) -> Problem:
    """The sentence about a value."""
    shown = reprlib.repr(found) if isinstance(found, (list, dict)) else repr(found)
    return Problem(422, f"{where}: found {shown[:60] + '…' if len(shown) > 60 else shown}, expected {expected}")
