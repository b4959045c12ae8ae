"""Texts for the lines that a detector finds, from labels that people drew elsewhere: other boxes, often capitals alone."""

from dataclasses import dataclass
from difflib import SequenceMatcher

import cv2
import numpy as np

INSIDE = 0.7  # of a label's area that has to lie in a line for its text to be the line's
TOUCHED = 0.1  # of it, above which a label that is not inside spoils the line
COVERED = 0.75  # of a line's length, that its labels have to fill
ALIKE = 0.6  # of the letters, that a reader has to see as people did; else the label is another line's


@dataclass(frozen=True)
class Label:
    corners: np.ndarray  # f32 [4, 2]
    text: str
    ignore: bool = False

    @staticmethod
    def of_row(row: dict) -> "Label":
        return Label(np.float32(row["poly"]), row["text"], bool(row.get("ignore")))


def text_of(box: np.ndarray, labels: list[Label]) -> str | None:
    """What people wrote in `box`, from left to right; None where a label is cut, to be ignored, or some is missing."""
    inside: list[tuple[float, float, str]] = []
    along = (box[1] - box[0]) / max(np.linalg.norm(box[1] - box[0]), 1e-6)
    for label in labels:
        share = _shared(box, label.corners) / max(cv2.contourArea(label.corners), 1e-6)
        if share < TOUCHED:
            continue
        if share < INSIDE or label.ignore or not label.text:
            return None
        places = (label.corners - box[0]) @ along
        inside.append((float(places.min()), float(places.max()), label.text))
    length = float(np.linalg.norm(box[1] - box[0]))
    if sum(end - begin for begin, end, _ in inside) < COVERED * length:
        return None
    return " ".join(text for _, _, text in sorted(inside))


def _shared(a: np.ndarray, b: np.ndarray) -> float:
    return float(cv2.intersectConvexConvex(np.float32(a), np.float32(b))[0])


def in_case_of(truth: str, reading: str) -> str | None:
    """`truth` with small letters where the reading has them; None where the two are too far apart to be of one line."""
    matcher = SequenceMatcher(None, _lower(truth), _lower(reading), autojunk=False)
    blocks = matcher.get_matching_blocks()
    if sum(block.size for block in blocks) < ALIKE * max(len(truth), len(reading)):
        return None
    letters = list(truth)
    for block in blocks:
        for i in range(block.size):
            letters[block.a + i] = reading[block.b + i]
    known = {block.a + i for block in blocks for i in range(block.size)}
    for i in (i for i in range(len(truth)) if i not in known):
        letters[i] = _like_neighbours(truth[i], letters, i, known)
    return "".join(letters)


def _lower(text: str) -> str:
    """Letter by letter, so that places stay: the small form of a dotted capital I is two."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _like_neighbours(letter: str, letters: list[str], place: int, known: set[int]) -> str:
    """A letter that the reader missed, small if the nearest ones of its word that it saw are."""
    beside = [letters[i] for i in (place - 1, place + 1) if i in known and letters[i].isalpha()]
    return letter.lower() if beside and all(other.islower() for other in beside) else letter
