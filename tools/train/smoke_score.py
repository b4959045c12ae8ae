"""Inputs and scores of the smoke run's held-out lines and pages."""

import numpy as np

from tools.data.boxes import boxes_of
from tools.data.line_store import NewLine, to_height
from tools.data.pages import Page
from tools.data.reader import greedy, normalised
from tools.evaluate.polygons import iou

WIDTH = 192  # padded width of a line


def line_inputs(lines: list[NewLine]) -> list[np.ndarray]:
    return [normalised([to_height(line.picture)], WIDTH) for line in lines]


def line_accuracy(outputs: list[np.ndarray], lines: list[NewLine], characters: list[str]) -> float:
    return float(np.mean([greedy(out[0], characters)[0] == line.text for out, line in zip(outputs, lines)]))


def page_inputs(pages: list[Page]) -> list[np.ndarray]:
    return [np.ascontiguousarray(page.picture.transpose(2, 0, 1)[None] / np.float32(127.5) - 1) for page in pages]


def hmean(outputs: list[np.ndarray], pages: list[Page]) -> float:
    """Harmonic mean of recall and precision of boxes at IoU 0.5; a box may match one line."""
    hits = found = truth = 0
    for output, page in zip(outputs, pages):
        left = [[(float(x), float(y)) for x, y in quad] for quad in page.quads]
        truth += len(left)
        for box in boxes_of(output[0, 0]):
            found += 1
            polygon = [(float(x), float(y)) for x, y in box]
            best = max(left, key=lambda quad: iou(polygon, quad), default=None)
            if best is not None and iou(polygon, best) >= 0.5:
                hits += 1
                left.remove(best)
    return 2 * hits / max(1, found + truth)
