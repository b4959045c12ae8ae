"""Renders lines into a store.

    python -m tools.data.make_lines --charset charset.txt --count 20000 --output lines [--seed 0] [--longest 24] \
        [--style screen] [--unseen] [--stretch 1.5] [--workers 4]

`--style` (paper, receipt, screen or street; may stand several times) renders no others. `--unseen`: for tests, in fonts
and of texts that no other lines have, for alphabets that have such. `--stretch`: lines as wide as that, for scripts whose
marks stand over and under narrow letters, so that CTC has a step for each; the model's recipe says the same. The same
command goes on where it was cut off.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from tools.convert import charset
from tools.data.line_store import NewLine, write_store_in_parts
from tools.data.lines import STYLES, LineGenerator, Style
from tools.errors import run_command
from tools.progress import Progress


PART = 500  # lines


def rendered(characters: list[str], seed: int, count: int, longest: int, styles: tuple[Style, ...],
             unseen: bool, stretch: float) -> Iterator[NewLine]:
    generator = LineGenerator(characters, seed, styles, unseen)
    for _ in range(count):
        picture, text, style = generator.line(longest)
        yield NewLine(stretched(picture, stretch), text, style)


def stretched(picture: np.ndarray, factor: float) -> np.ndarray:
    return picture if factor == 1 else cv2.resize(picture, None, fx=factor, fy=1, interpolation=cv2.INTER_LINEAR)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charset", type=Path, required=True, help="one character a line")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--longest", type=int, default=24, help="characters")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--style", action="append", choices=[style.name for style in STYLES])
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--stretch", type=float, default=1.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    characters = charset.from_file(options.charset)
    styles = tuple(style for style in STYLES if not options.style or style.name in options.style)
    sizes = [min(PART, options.count - first) for first in range(0, options.count, PART)]
    progress = Progress(len(sizes), f"parts of {PART} lines")
    rows = write_store_in_parts(
        options.output, len(sizes),
        lambda number: rendered(characters, options.seed * 100_000 + number, sizes[number], options.longest,
                                styles, options.unseen, options.stretch),
        repr((characters, options.seed, options.count, options.longest, options.style, options.unseen, options.stretch)),
        progress.advance, options.workers)
    print(f"{options.output}: {len(rows)} lines, {options.count - len(rows)} dropped because they are too wide")


if __name__ == "__main__":
    run_command(main)
