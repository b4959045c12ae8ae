"""Renders labelled sheets of text, to score a reader on letters for which there are no labelled pictures.

    python -m tools.data.make_documents --charset charset.txt --count 20 --output sheets [--seed 0]

A sheet has one column of lines in one font, as a scanner or a good camera sees it. Fonts and texts are those
that no line of make_lines without `--unseen` has. OUTPUT gets PNG files and the `labels.jsonl` that
tools.evaluate.score takes.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tools.convert import charset
from tools.data import degrade
from tools.data.alphabets import alphabets_of
from tools.data.fonts import Face, faces
from tools.data.lines import direction
from tools.data.texts import TextSource
from tools.errors import ToolError, run_command
from tools.evaluate.text import SEVERAL
from tools.files import new_folder
from tools.progress import Progress

WIDTH, HEIGHT = 1000, 1400  # pixels
TRIES = 2000  # for a column: a font may lack some letters, but not all
Line = tuple[str, list[list[int]]]  # text, its four corners clockwise from the top left


class DocumentGenerator:
    """The same seed gives the same sheets."""

    def __init__(self, characters: list[str], seed: int) -> None:
        self._rng = random.Random(seed)
        self._texts = TextSource(characters, self._rng, unseen=True)
        scripts = [alphabet.script for alphabet in alphabets_of(characters)] or ["latin"]
        self._faces = [face for script in scripts for face in faces(script, unseen=True)]

    def sheet(self) -> tuple[np.ndarray, list[Line]]:
        """A picture u8 [H, W, 3] and its lines from the top down."""
        rng, ground = self._rng, self._rng.randint(225, 255)
        picture = Image.new("RGB", (WIDTH, HEIGHT), (ground, ground, ground))
        lines = list(self._column(ImageDraw.Draw(picture), rng.choice(self._faces), rng.randint(18, 34)))
        array = np.array(picture)
        if rng.random() < 0.5:
            array = degrade.light(array, rng, 0.3)
        return degrade.jpeg(degrade.noise(degrade.blur(array, rng, 0.3), rng, 0.4), rng, 0.6), lines

    def _column(self, draw: ImageDraw.ImageDraw, face: Face, size: int) -> Iterator[Line]:
        """Draws the lines and says where they are."""
        rng, font = self._rng, face.at(size)
        margin, ink = rng.randint(50, 110), (rng.randint(0, 70),) * 3
        baseline = float(margin + size)
        for _ in range(TRIES):
            if baseline >= HEIGHT - margin:
                return
            text = self._texts.any(round((WIDTH - 2 * margin) / size * 0.9))
            how = {"font": font, "anchor": "rs" if direction(text) else "ls", "direction": direction(text)}
            place = (WIDTH - margin if direction(text) else margin, baseline)
            left, top, right, bottom = draw.textbbox(place, text, **how)
            if face.draws(text) and margin <= left and right <= WIDTH - margin:
                draw.text(place, text, fill=ink, **how)
                yield text, [[left, top], [right, top], [right, bottom], [left, bottom]]
                baseline += size * 1.5
        raise ToolError(f"no font draws what the charset allows: {TRIES} texts like {text!r} were tried with "
                        f"{Path(face.path).name}; the sheets are for letters that have spaces between words")


def label(name: str, lines: list[Line], language: str) -> str:
    return json.dumps({"image": name, "lang": language, "level": "line", "width": WIDTH, "height": HEIGHT, "complete": True,
                       "lines": [{"poly": corners, "text": text, "ignore": False} for text, corners in lines]},
                      ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charset", type=Path, required=True, help="one character a line")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    characters = charset.from_file(options.charset)
    generator = DocumentGenerator(characters, options.seed)
    language = SEVERAL if all(alphabet.is_spaced for alphabet in alphabets_of(characters)) else "th"
    progress = Progress(options.count, "sheets")
    with new_folder(options.output) as folder:
        labels, count = [], 0
        for number in range(options.count):
            picture, lines = generator.sheet()
            name = f"{number:04}.png"
            cv2.imwrite(str(folder / name), picture)
            labels.append(label(name, lines, language))
            count += len(lines)
            progress.advance()
        (folder / "labels.jsonl").write_text("\n".join(labels) + "\n", encoding="utf-8")
    print(f"{options.output}: {options.count} sheets, {count} lines")


if __name__ == "__main__":
    run_command(main)
