"""OpenCV's nearest equivalent of each of our kernels, at the sizes of bench/kernels/pictures.cc, each in a section of its own.

Prints one JSON object a line: kernel, size, what was run, destination pixels.
"""

import json

import cv2
import numpy
from marks import mark

MEAN, STD = numpy.float32(0.5), numpy.float32(0.5)
cv2.setNumThreads(1)
random = numpy.random.default_rng(1)
photo = random.integers(0, 256, (960, 1280, 3), numpy.uint8)


def planar(picture: numpy.ndarray) -> numpy.ndarray:
    """Normalised planes, as RapidOCR writes it."""
    values = (picture.astype("float32") / 255.0 - MEAN) / STD
    return numpy.ascontiguousarray(values.transpose(2, 0, 1))


def warp(rows: list[list[float]]):
    matrix = numpy.float64(rows)
    return lambda: cv2.warpPerspective(photo, matrix, (320, 48), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                                       borderMode=cv2.BORDER_REPLICATE)


CASES = {
    ("resize 1280x960 colour", 960, 736): lambda: cv2.resize(photo, (960, 736)),
    ("resize 1280x960 colour", 480, 352): lambda: cv2.resize(photo, (480, 352), interpolation=cv2.INTER_AREA),
    ("warp affine", 320, 48): warp([[0.9, 0.1, 100], [-0.1, 0.9, 200], [0, 0, 1]]),
    ("warp perspective", 320, 48): warp([[0.9, 0.1, 100], [-0.1, 0.9, 200], [1e-4, 2e-5, 1]]),
}

for (kernel, width, height), run in CASES.items():
    for how, call in (("OpenCV", run), ("OpenCV, planar by NumPy", lambda: planar(run()))):
        call()
        mark()
        call()
        mark()
        print(json.dumps({"kernel": kernel, "size": f"{width}x{height}", "backend": how, "work": width * height}))
