"""Where a DB detector in ONNX sees text: rotated boxes, and the upright picture of each."""

from pathlib import Path

import cv2
import numpy as np

from tools.data.sessions import session_of

THRESHOLD, BOX_THRESHOLD, GROWTH = 0.3, 0.5, 1.6  # what the published detectors are used with
_SMALLEST = 3.0  # pixels of the probability map


class BoxFinder:
    """`shortest`: smaller pictures are enlarged until their shorter side has so many pixels."""

    def __init__(self, model: Path, threads: int = 1, shortest: int = 736) -> None:
        self._session = session_of(model, threads)
        self._input = self._session.get_inputs()[0].name
        self._shortest = shortest

    def find(self, picture: np.ndarray) -> list[np.ndarray]:
        """f32 [4, 2] each, clockwise from the text's top left, in the picture's pixels."""
        height, width = picture.shape[:2]
        scale = max(1.0, self._shortest / min(height, width))
        size = [max(32, round(side * scale / 32) * 32) for side in (width, height)]
        x = cv2.resize(picture, size).transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        probability = self._session.run(None, {self._input: x})[0][0, 0]
        to_picture = np.float32([width / size[0], height / size[1]])
        return [box * to_picture for box in boxes_of(probability)]


def boxes_of(probability: np.ndarray) -> list[np.ndarray]:
    """Rotated boxes of a probability map f32 [h, w], grown back to the text's full size."""
    mask = cv2.dilate((probability > THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for contour in contours:
        centre, size, angle = cv2.minAreaRect(contour)
        if min(size) < _SMALLEST or _mean_inside(probability, cv2.boxPoints((centre, size, angle))) < BOX_THRESHOLD:
            continue
        grow = 2 * size[0] * size[1] * GROWTH / (2 * (size[0] + size[1]))
        boxes.append(_clockwise(cv2.boxPoints((centre, (size[0] + grow, size[1] + grow), angle))))
    return boxes


def _mean_inside(probability: np.ndarray, corners: np.ndarray) -> float:
    x, y, width, height = cv2.boundingRect(corners)
    left, top = max(x, 0), max(y, 0)
    part = probability[top:y + height, left:x + width]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], 1)
    return cv2.mean(part, mask)[0]


def _clockwise(corners: np.ndarray) -> np.ndarray:
    by_x = corners[np.argsort(corners[:, 0])]
    left, right = by_x[:2][np.argsort(by_x[:2, 1])], by_x[2:][np.argsort(by_x[2:, 1])]
    return np.float32([left[0], right[0], right[1], left[1]])


def crop(picture: np.ndarray, box: np.ndarray) -> np.ndarray:
    """The box's text upright; one that is 1.5 times as tall as wide is turned, since it is read from the side."""
    width = max(1, round(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[3] - box[2]))))
    height = max(1, round(max(np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2]))))
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = cv2.getPerspectiveTransform(np.float32(box), corners)
    upright = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC,
                                  borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(np.rot90(upright)) if height >= 1.5 * width else upright
