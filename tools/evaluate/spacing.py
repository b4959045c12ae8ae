"""How well words are set apart: the spaces of labelled English lines, ours beside RapidOCR's.

    python -m tools.evaluate.spacing DATA... [--threads N] [--limit N] [--model NAME] [--json FILE]

Counts the lines that both engines found (IoU over 0.5 with the label), so that both are asked the same. A line that
was read is aligned with its label, characters with characters and spaces with spaces: a space of the label without a
partner is missing, one of the reading is added. The last column is the share of lines whose spaces are all right.
"""

import argparse
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tools.errors import run_command
from tools.evaluate import labels, runs
from tools.evaluate.labels import Labelled
from tools.evaluate.metrics import Counts, matched_texts
from tools.evaluate.score import add_common_options, our_engine, show
from tools.tables import number

HEADER = ("data set", "engine", "lines", "spaces", "missing", "added", "F1", "lines right")
# What the alignment pays for a letter without a partner, or with a wrong one, and for a space without one: a space that
# stands elsewhere is to be two wrong spaces, not two wrong letters.
_LETTER = 2
_SPACE = 1


@dataclass(frozen=True)
class Spacing:
    lines: int = 0
    right: int = 0  # lines whose spaces are all right
    spaces: Counts = Counts()

    def __add__(self, other: "Spacing") -> "Spacing":
        return Spacing(self.lines + other.lines, self.right + other.right, self.spaces + other.spaces)

    def row(self) -> dict[str, float]:
        return {"lines": self.lines, "spaces": self.spaces.truth, "missing": self.spaces.truth - self.spaces.hits,
                "added": self.spaces.found - self.spaces.hits, "f1": self.spaces.f1,
                "lines_right": self.right / self.lines if self.lines else 1.0}


def spacing_of(label: str, read: str) -> Spacing:
    """Of one line."""
    label, read = (" ".join(unicodedata.normalize("NFKC", text).lower().split()) for text in (label, read))
    counts = Counts(_aligned_spaces(label, read), read.count(" "), label.count(" "))
    return Spacing(1, int(counts.hits == counts.found == counts.truth), counts)


def _aligned_spaces(a: str, b: str) -> int:
    """Pairs of spaces in the cheapest alignment; of several such, in the one with the most."""
    row = [(0, 0)]  # (cost, -pairs)
    for right in b:
        row.append(_alone(row[-1], right))
    for left in a:
        diagonal, row[0] = row[0], _alone(row[0], left)
        for j, right in enumerate(b, 1):
            together = _together(diagonal, left, right)
            diagonal, row[j] = row[j], min(together, _alone(row[j], left), _alone(row[j - 1], right))
    return -row[-1][1]


def _alone(path: tuple[int, int], character: str) -> tuple[int, int]:
    return path[0] + (_SPACE if character == " " else _LETTER), path[1]


def _together(path: tuple[int, int], left: str, right: str) -> tuple[int, int]:
    if left == right:
        return path[0], path[1] - int(left == " ")
    return path[0] + (_SPACE + _LETTER if " " in (left, right) else _LETTER), path[1]


def shared_spacing(data: Sequence[Labelled], readings: Sequence[Sequence[list[labels.TextLine]]]) -> list[Spacing]:
    """One Spacing an engine, over the labelled lines that all engines found. readings: engine by picture."""
    totals = [Spacing() for _ in readings]
    for picture, pages in zip(data, zip(*readings, strict=True), strict=True):
        found = [matched_texts(picture, page) for page in pages]
        for line in set.intersection(*(set(texts) for texts in found)):
            label = picture.lines[line].text
            totals = [total + spacing_of(label, texts[line]) for total, texts in zip(totals, found)]
    return totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    options = parser.parse_args()
    engines = [our_engine(options.model), runs.Engine("RapidOCR", "rapidocr", "peers")]
    rows, everything = [], {}
    for data_set, folder in labels.by_name(options.data).items():
        data = labels.load(folder, options.limit)
        readings = [[runs.lines_of(page) for page in runs.read_all(engine, data, options.threads)["pages"]]
                    for engine in engines]
        found = {engine.name: total.row() for engine, total in zip(engines, shared_spacing(data, readings))}
        rows += [[data_set, name, *list(row.values())[:4], number(row["f1"]), number(row["lines_right"])]
                 for name, row in found.items()]
        everything[data_set] = found
    show(HEADER, rows, everything, options.json)


if __name__ == "__main__":
    run_command(main)
