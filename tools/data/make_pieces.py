"""Cuts and renders pieces of pages into OUTPUT/train and OUTPUT/held_out, each with its teacher's probability map.

    python -m tools.data.make_pieces --teacher det.onnx --charset chars.txt --pictures photos/ [--pictures ...] \
        --output pieces [--labels] [--count 2000] [--real 0.75] [--held-out 0.05] [--side 384] [--seed 0] [--workers 4]

The same command goes on where it was cut off, and a larger --count adds to what is there; all else that the pieces
follow from has to be as it was, or pieces held out before would be learnt. `--held-out` is a share of
the pictures, chosen by the seed, and of the count; no piece of theirs is in the other folder. Rendered pages of the
two have other seeds. `--labels`: what people marked in the `labels.jsonl` of the pictures' folders and the teacher
missed is added to its maps.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from tools.convert import charset
from tools.data.missed_text import with_missed
from tools.data.piece_store import fill_store
from tools.data.pictures import pictures_of, sha256_of_paths
from tools.data.pieces import PieceMaker, Quads
from tools.data.sessions import session_of
from tools.errors import ToolError, run_command
from tools.evaluate import labels
from tools.files import check_same, sha256_of_file
from tools.progress import Progress

EMPTY = 0.3  # of the pieces without text that are kept: most of a street scene has none
SEEDS = 100_000  # between the seeds of the two parts: more than files of a part


class Teacher:
    def __init__(self, path: Path) -> None:
        self._session = session_of(path)

    def map_of(self, picture: np.ndarray) -> np.ndarray:
        """u8 [S, S]: the probability times 255."""
        x = (picture.transpose(2, 0, 1)[None] / 127.5 - 1).astype(np.float32)
        seen = self._session.run(None, {self._session.get_inputs()[0].name: x})[0]
        return np.rint(seen[0, 0] * 255).astype(np.uint8)


def split(pictures: list[Path], held_out: float, seed: int) -> tuple[list[Path], list[Path]]:
    """Pictures to learn from and pictures to be tested on."""
    shuffled = random.Random(seed).sample(pictures, len(pictures))
    count = max(1, round(held_out * len(shuffled))) if held_out and len(shuffled) > 1 else 0
    return sorted(shuffled[count:]), sorted(shuffled[:count])


def settings_of(options: argparse.Namespace, pictures: list[Path]) -> dict[str, object]:
    """Files by what is in them, pictures by their paths."""
    return {"--teacher": sha256_of_file(options.teacher), "--charset": sha256_of_file(options.charset),
            "--pictures": sha256_of_paths(pictures), "--real": options.real,
            "--held-out": options.held_out, "--side": options.side, "--seed": options.seed, "--labels": options.labels}


def marks_of(folders: list[Path]) -> dict[Path, Quads]:
    """Where people saw text, by the picture, from the folders' `labels.jsonl`."""
    return {item.path: [np.float32(line.quad) for line in item.lines if line.quad and line.text and not line.ignore]
            for folder in folders for item in labels.load(folder)}


def make_part(folder: Path, count: int, teacher: Teacher, maker_of: Callable[[int], PieceMaker], seed: int,
              workers: int) -> None:
    progress = Progress(count, f"pieces of {folder.name}")

    def pieces(number: int) -> Iterator[np.ndarray]:
        maker, chance = maker_of(seed + number), random.Random(seed + number)
        while True:
            piece = maker.piece()
            seen = with_missed(teacher.map_of(piece.picture), piece.marks)
            if seen.max() > 127 or chance.random() < EMPTY:
                yield np.dstack([piece.picture, seen])

    fill_store(folder, count, pieces, progress.advance, workers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--pictures", action="append", type=Path, default=[])
    parser.add_argument("--labels", action="store_true", help="add what people marked and the teacher missed")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--real", type=float, default=0.75)
    parser.add_argument("--held-out", type=float, default=0.05)
    parser.add_argument("--side", type=int, default=384)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if options.side % 32:
        raise ToolError(f"--side is {options.side}, expected a multiple of 32")
    teacher, characters = Teacher(options.teacher), charset.from_file(options.charset)
    pictures = pictures_of(options.pictures)
    check_same(options.output, settings_of(options, pictures))
    train, held_out = split(pictures, options.held_out, options.seed)
    marks = marks_of(options.pictures) if options.labels else {}
    first = options.seed * 2 * SEEDS
    parts = (("held_out", held_out, round(options.count * options.held_out), first + SEEDS),
             ("train", train, options.count, first))
    for name, part, count, seed in (row for row in parts if row[2]):
        make_part(options.output / name, count, teacher, lambda seed, part=part: PieceMaker(
            characters, seed, options.side, part, options.real, marks), seed, options.workers)


if __name__ == "__main__":
    run_command(main)
