"""JSON Lines: one object a line of text, for tools that work row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Iterable, Iterator

from .format import Format

if TYPE_CHECKING:
    from ..page import Page


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """source, line (from 1), text, confidence and quad."""
    for page in pages:
        for number, line in enumerate(page, 1):
            row = {"source": page.source, "line": number, "text": line.text, "confidence": line.confidence,
                   "quad": [list(point) for point in line.quad]}
            yield json.dumps(row, ensure_ascii=False) + "\n"


JSONL = Format("jsonl", ".jsonl", "one JSON object a line of text", write)
