"""A JPEG of 12 megapixels, decoded and brought to the size that the detector first sees, beside Pillow."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from bench.end_to_end.photo import large_photo
from bench.end_to_end.rounds import Figure, Result, Sample, take_turns
from dsocr_native import _core

# What the detector first sees of 4000 x 3000 pixels, and what the reader has a decoder leave at least.
DETECTOR_SIZE = (1280, 960)
ENOUGH = 2000


def ours(photo: Path) -> None:
    """Decoded at the scale that is enough, resized, normalised, planar."""
    image = _core.decode_file(str(photo), enough_long_side=ENOUGH)
    _core.kernels.resize_to_planar(image, *DETECTOR_SIZE, (0.5,) * 3, (0.5,) * 3, True, _core.kernels.backends()[-1])


def pillow(photo: Path) -> None:
    """As most people call it: decoded whole and resized; bytes, not yet normalised."""
    with Image.open(photo) as image:
        image.convert("RGB").resize(DETECTOR_SIZE, Image.Resampling.BILINEAR)


def pillow_told(photo: Path) -> None:
    """The same, told how much is enough: then its JPEG library scales while it decodes, as ours does."""
    with Image.open(photo) as image:
        image.draft("RGB", (ENOUGH, 1))
        image.convert("RGB").resize(DETECTOR_SIZE, Image.Resampling.BILINEAR)


def timed(work: Callable[[Path], None], photo: Path) -> Sample:
    begin, begin_cpu = time.perf_counter(), time.process_time()
    work(photo)
    return {"wall_ms": 1e3 * (time.perf_counter() - begin), "cpu_ms": 1e3 * (time.process_time() - begin_cpu)}


def measure(rounds: int, threads: int) -> list[Result]:
    """`threads` is of no account: both work in one."""
    with large_photo() as photo:
        ways = {"dsocr-native": ours, "Pillow": pillow, "Pillow, draft": pillow_told}
        sides = {name: partial(timed, way, photo) for name, way in ways.items()}
        for once in sides.values():  # the file comes into the system's cache
            once()
        samples = take_turns(sides, rounds)
    return [result(samples, "Pillow", target=0.4), result(samples, "Pillow, draft")]


def result(samples: dict[str, list[Sample]], other: str, target: float | None = None) -> Result:
    ours_and_its = {name: samples[name] for name in ("dsocr-native", other)}
    return Result("12 MP: decode and resize", ours_and_its,
                  (Figure("wall_ms", "ms", ratio=target), Figure("cpu_ms", "processor ms", ratio=target)))
