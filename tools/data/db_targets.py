"""What a DB detector is taught: from quads to the shrunk text map, the threshold map near borders, and their masks."""

import cv2
import numpy as np

SHRINK = 0.4  # a text's area times 1 - SHRINK^2, over its perimeter, is how far its border moves inwards
BORDER_LOW, BORDER_HIGH = 0.3, 0.7


def db_targets(shape: tuple[int, int], quads: list[np.ndarray], ignored: list[np.ndarray] = ()) -> dict:
    """f32 [1, H, W] each: `shrunk`, `counted`, `border`, `near_border`."""
    text, counted = np.zeros(shape, np.float32), np.ones(shape, np.float32)
    border, near = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for quad in quads:
        inner = shrunk(quad)
        if inner is None:
            cv2.fillPoly(counted, [quad.astype(np.int32)], 0.0)  # too small to be shrunk: neither text nor ground
            continue
        cv2.fillPoly(text, [inner.astype(np.int32)], 1.0)
        _draw_border(border, near, quad, _distance(quad))
    for quad in ignored:
        cv2.fillPoly(counted, [np.asarray(quad).astype(np.int32)], 0.0)
    scaled = BORDER_LOW + border * (BORDER_HIGH - BORDER_LOW)
    return {"shrunk": text[None], "counted": counted[None], "border": scaled[None], "near_border": near[None]}


def shrunk(quad: np.ndarray) -> np.ndarray | None:
    """The middle of a text's box, where a detector's map is to say text; None if nothing is left."""
    return _offset(quad, -_distance(quad))


def _distance(quad: np.ndarray) -> float:
    area = cv2.contourArea(np.float32(quad))
    return area * (1 - SHRINK**2) / max(cv2.arcLength(np.float32(quad), True), 1e-6)


def _offset(quad: np.ndarray, distance: float) -> np.ndarray | None:
    """The quad's box with every side moved outwards by `distance`; None if nothing is left."""
    centre, size, angle = cv2.minAreaRect(np.float32(quad))
    moved = (size[0] + 2 * distance, size[1] + 2 * distance)
    return cv2.boxPoints((centre, moved, angle)) if min(moved) >= 1 else None


def _draw_border(border: np.ndarray, near: np.ndarray, quad: np.ndarray, distance: float) -> None:
    """1 on the text's outline, falling to 0 at `distance` from it, on both sides."""
    outer = _offset(quad, distance)
    x, y, width, height = cv2.boundingRect(outer)
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, border.shape[1]), min(y + height, border.shape[0])
    if right <= left or bottom <= top:
        return
    outline = np.ones((bottom - top, right - left), np.uint8)
    cv2.polylines(outline, [(quad - (left, top)).astype(np.int32)], True, 0)
    closeness = 1 - cv2.distanceTransform(outline, cv2.DIST_L2, 3) / max(distance, 1e-6)
    area = np.zeros(outline.shape, np.uint8)
    cv2.fillPoly(area, [(outer - (left, top)).astype(np.int32)], 1)
    part = border[top:bottom, left:right]
    np.maximum(part, np.clip(closeness, 0, 1) * area, out=part)
    np.maximum(near[top:bottom, left:right], area, out=near[top:bottom, left:right])
