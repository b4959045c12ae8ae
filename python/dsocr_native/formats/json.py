"""JSON: one object a page, one page a row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Optional

from .format import Format

if TYPE_CHECKING:
    from ..page import LeftOut, Line, Page, Word


def as_dict(page: Page, *, characters: bool = False) -> dict[str, Any]:
    """A page as plain data; `left_out` is there only where something was left out, and `error` only where the picture
    could not be read."""
    data: dict[str, Any] = {
        "source": page.source,
        "width": page.width,
        "height": page.height,
        "text": page.text,
        "lines": [line_as_dict(line, characters) for line in page],
        "elapsed_ms": page.elapsed_ms,
    }
    if page.left_out is not None:
        data["left_out"] = left_out_as_dict(page.left_out)
    if page.error is not None:
        data["error"] = str(page.error)
    return data


def left_out_as_dict(left_out: LeftOut) -> dict[str, Any]:
    """What a limit of time or memory cost."""
    return {
        "detector_side": left_out.detector_side,
        "usual_detector_side": left_out.usual_detector_side,
        "lines": [[list(point) for point in quad] for quad in left_out.lines],
        "unchecked": left_out.unchecked,
    }


def line_as_dict(line: Line, characters: bool) -> dict[str, Any]:
    """A line with its words, and with its characters where they are wanted."""
    data: dict[str, Any] = {
        "text": line.text,
        "confidence": line.confidence,
        "quad": [list(point) for point in line.quad],
        "words": [word_as_dict(word) for word in line.words],
    }
    if characters:
        data["characters"] = [word_as_dict(character) for character in line.characters]
    return data


def word_as_dict(word: Word) -> dict[str, Any]:
    """A word or a character."""
    return {"text": word.text, "confidence": word.confidence, "quad": [list(point) for point in word.quad]}


def as_json(page: Page, *, characters: bool = False, indent: Optional[int] = None) -> str:
    """as_dict as JSON; non-ASCII text stays readable."""
    return json.dumps(as_dict(page, characters=characters), ensure_ascii=False, indent=indent)


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """One object a row, also for a picture that could not be read."""
    for page in pages:
        yield as_json(page) + "\n"


JSON = Format("json", ".json", "one JSON object a picture, one a row: lines, words, quads, times", write,
              tells_failures=True)
