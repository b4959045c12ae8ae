"""What people marked and a teacher did not see: a detector taught by its maps alone would miss the same."""

import cv2
import numpy as np

from tools.data.db_targets import shrunk
from tools.data.pieces import Quads

SEEN = 77  # of 255: what counts as text in a teacher's map, as a reader counts it
MISSED = 0.3  # of a text's middle: where a teacher saw less, it missed the text
READABLE = 7  # pixels of the shorter side, below which nobody reads
WHOLE = 0.7  # of a text's middle that has to be in the piece: a teacher does not see what is cut off, and rightly so


def with_missed(seen: np.ndarray, marks: Quads) -> np.ndarray:
    """A teacher's map, u8 [S, S], with the `marks` that it missed. The others it sees its own way: where it sees a line,
    people often marked words."""
    complete = seen.copy()
    for quad in marks:
        inner = shrunk(quad)
        if inner is None or min(cv2.minAreaRect(np.float32(quad))[1]) < READABLE:
            continue
        middle = cv2.fillPoly(np.zeros_like(seen), [inner.astype(np.int32)], 1).astype(bool)
        whole = middle.sum() >= WHOLE * cv2.contourArea(inner)
        if middle.any() and whole and (seen[middle] >= SEEN).mean() < MISSED:
            complete[middle] = 255
    return complete
