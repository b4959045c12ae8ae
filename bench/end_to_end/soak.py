"""A thousand pictures of many sizes through one reader: memory has to stay where it was."""

from pathlib import Path

from PIL import Image

import dsocr_native as dsocr
from bench.end_to_end.photo import EXAMPLES
from bench.end_to_end.rounds import Figure, Result

READINGS = 1000
EVERY = 50
SMALL = Path(__file__).parents[2] / "tests" / "aarch64" / "images"


def pictures() -> list[Image.Image]:
    """Each of the committed pictures at several sizes, at most 640 pixels, so that shapes change with every reading."""
    originals = [Image.open(path).convert("RGB") for path in sorted([*SMALL.glob("*.jpg"), *EXAMPLES.glob("*.jpg")])]
    mixed = []
    for step in range(7):
        for image in originals:
            factor = (0.4 + 0.1 * step) * min(1, 640 / max(image.size))
            mixed.append(image.resize((max(32, round(image.width * factor)), max(32, round(image.height * factor)))))
    return mixed


def resident_mb() -> float:
    rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines() if ":" in row)
    return int(rows["VmRSS"].split()[0]) / 1e3


def measure(rounds: int, threads: int) -> list[Result]:
    """One run, whatever `rounds` says; a sample every EVERY readings, the first after the first fifth."""
    reader, mixed = dsocr.Reader(threads=threads), pictures()
    found = []
    for done in range(1, READINGS + 1):
        reader.read(mixed[done % len(mixed)])
        if done % EVERY == 0:
            found.append(resident_mb())
    settled = found[len(found) // 5:]
    samples = [{"resident_mb": value, "growth_mb": value - settled[0]} for value in settled]
    return [Result(f"soak, {READINGS} readings", {"dsocr-native": samples},
                   (Figure("resident_mb", "MB"), Figure("growth_mb", "MB more than after a fifth")))]
