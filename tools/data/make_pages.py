"""Renders pages as pictures, to cut pieces out of that a detector learns from.

    python -m tools.data.make_pages --charset chars.txt --count 1000 --output pages [--pictures photos/ ...] \
        [--seed 0] [--workers 4]

Half of the pages are drawn on pictures out of `--pictures`, where there are any, the others on plain grounds. Nobody
says where the lines are: a teacher sees them. The same command goes on where it was cut off.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from tools.convert import charset
from tools.data import degrade
from tools.data.pages import PageGenerator
from tools.data.pictures import pictures_of, read_picture, sha256_of_paths
from tools.errors import run_command
from tools.files import check_same, sha256_of_file, write_file
from tools.progress import Progress
from tools.workers import run_each

SIDES = (960, 1280)  # pixels, one way or the other
SEEDS = 100_000  # between the pages of two seeds


def page(characters: list[str], seed: int, pictures: list[Path]) -> np.ndarray:
    """u8 [H, W, 3]; the same seed gives the same page."""
    rng = random.Random(f"page {seed}")  # other numbers than those that the page itself is made of
    height, width = rng.sample(SIDES, 2)
    ground = None
    if pictures and rng.random() < 0.5:
        ground = cv2.resize(read_picture(rng.choice(pictures)), (width, height), interpolation=cv2.INTER_AREA)
    drawn = PageGenerator(characters, seed).page(height, width, ground).picture
    return degrade.jpeg(drawn, rng, rng.random())


def writer(folder: Path, characters: list[str], seed: int, pictures: list[Path]) -> Callable[[int], None]:
    def write(number: int) -> None:
        path = folder / f"page-{number:05}.png"
        if not path.is_file():
            _, data = cv2.imencode(".png", page(characters, seed * SEEDS + number, pictures),
                                   [cv2.IMWRITE_PNG_COMPRESSION, 1])
            write_file(path, data.tobytes())

    return write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charset", type=Path, required=True, help="one character a line")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--pictures", action="append", type=Path, default=[])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    pictures = pictures_of(options.pictures)
    check_same(options.output, {"--charset": sha256_of_file(options.charset), "--seed": options.seed,
                                "--pictures": sha256_of_paths(pictures)})
    write = writer(options.output, charset.from_file(options.charset), options.seed, pictures)
    progress = Progress(options.count, "pages")
    run_each(write, range(options.count), options.workers, lambda number: progress.advance())
    print(options.output)


if __name__ == "__main__":
    run_command(main)
