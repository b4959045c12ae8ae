"""`--pages 1,3-5`: some pages of each document."""

from __future__ import annotations

import argparse
import re
from typing import Tuple

PART = re.compile(r"(\d+)(?:(-)(\d*))?")


class PageNumbers:
    """Numbers from 1; `3-` is all from the third on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ranges = [part_of(word.strip(), text) for word in text.split(",")]

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and any(first <= number <= last for first, last in self._ranges)


def part_of(word: str, text: str) -> Tuple[float, float]:
    """The first and the last page of one part."""
    match = PART.fullmatch(word)
    first = int(match[1]) if match else 0
    last = first if match is None or not match[2] else int(match[3]) if match[3] else float("inf")
    if not 1 <= first <= last:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected page numbers like 1,3-5,8-")
    return first, last
