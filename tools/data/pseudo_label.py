"""Cuts lines out of real pictures and lets a bigger reader say what they are.

    python -m tools.data.pseudo_label PICTURES --detector det.onnx --reader rec.onnx --charset dict.txt \
        --output lines [--threshold 0.8] [--held-out 10] [--limit 200]
    python -m tools.data.pseudo_label PICTURES --labels labels.jsonl --output lines
    python -m tools.data.pseudo_label PICTURES --labels labels.jsonl --detector det.onnx --reader rec.onnx ...

With `--labels` alone the lines come from a file that people or any other service wrote: a row a picture, {"image",
"lines": [{"poly": [[x, y] * 4], "text", "confidence", "ignore"}]}. With both, lines are cut as the detector finds them,
which is how a reader gets them; their texts are those of the labels inside, in the case that the reader sees. Lines
read with less confidence than the threshold, or whose labels do not fit, stay in the store without a text: their frames
still teach. Every N-th picture of `--held-out N` goes to OUTPUT/held_out. The same command goes on where it was cut
off.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tools.convert import charset
from tools.data.boxes import BoxFinder, crop
from tools.data.labelled_lines import Label, in_case_of, text_of
from tools.data.line_store import NewLine, StoredLine, write_store_in_parts
from tools.data.pictures import ENDINGS, pictures_of, read_picture
from tools.data.reader import Reader
from tools.errors import ToolError, run_command
from tools.progress import Progress

TOGETHER = 10  # pictures that are read again when a run is cut off, at most
SMALLEST = 8  # pixels of a crop's shorter side


@dataclass
class Teacher:
    finder: BoxFinder
    reader: Reader

    def lines(self, picture: np.ndarray, source: str, name: str) -> Iterator[NewLine]:
        return (line for _, line in self.boxed_lines(picture, source))

    def boxed_lines(self, picture: np.ndarray, source: str) -> Iterator[tuple[np.ndarray, NewLine]]:
        """Each with its corners, f32 [4, 2]."""
        found = [(box, part) for box in self.finder.find(picture)
                 if min((part := crop(picture, box)).shape[:2]) >= SMALLEST]
        for (box, part), reading in zip(found, self.reader.read(part for _, part in found)):
            frames = (reading.frames.classes, reading.frames.probabilities)
            yield box, NewLine(part, reading.text, source, reading.confidence, frames)


@dataclass
class Corrected:
    """Lines as a detector finds them, in people's words; a reader says which letters are small."""

    teacher: Teacher
    written: "Written"

    def lines(self, picture: np.ndarray, source: str, name: str) -> Iterator[NewLine]:
        labels = [Label.of_row(row) for row in self.written.rows.get(name, []) if row.get("poly")]
        for box, line in self.teacher.boxed_lines(picture, source):
            text = text_of(box, labels)
            if text and (cased := in_case_of(text, line.text)):
                yield replace(line, text=cased, confidence=1.0)
            else:
                yield replace(line, text=None, doubt="no label fits")


@dataclass
class Written:
    """Labels of another service or of people, by picture."""

    rows: dict[str, list[dict]]

    def lines(self, picture: np.ndarray, source: str, name: str) -> Iterator[NewLine]:
        for row in self.rows.get(name, []):
            if row.get("poly") and row["text"] and not row.get("ignore"):
                part = crop(picture, np.float32(row["poly"]))
                if min(part.shape[:2]) >= SMALLEST:
                    yield NewLine(part, row["text"], source, row.get("confidence", 1.0))


Source = Teacher | Corrected | Written


@dataclass(frozen=True)
class Sieve:
    """Takes the text from lines that are not to be trusted, and says why."""

    threshold: float
    known: set[str] | None

    def pass_on(self, line: NewLine) -> NewLine:
        line.doubt = line.doubt or self._doubt(line)
        if line.doubt:
            line.text = None
        return line

    def _doubt(self, line: NewLine) -> str:
        if not line.text:
            return "read as empty"
        if line.confidence < self.threshold:
            return f"confidence under {self.threshold}"
        if self.known and not set(line.text) <= self.known:
            return "characters the student does not have"
        return ""


def read_labels(path: Path) -> Written:
    try:
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").split("\n") if row.strip()]
        return Written({row["image"]: row["lines"] for row in rows})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ToolError(f"{path} is not a file of labels, a JSON object a row: {error}") from error


def labelled(files: list[Path], teacher: Source, sieve: Sieve) -> Iterator[NewLine]:
    for path in files:
        yield from map(sieve.pass_on, teacher.lines(read_picture(path), path.parent.name, path.name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--detector", type=Path)
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--charset", type=Path, help="the reader's characters, one a line; the space may be left out")
    parser.add_argument("--student-charset", type=Path)
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--held-out", type=int, default=0, metavar="N")
    parser.add_argument("--limit", type=int, metavar="PICTURES")
    parser.add_argument("--shortest", type=int, default=736, metavar="PIXELS",
                        help="smaller pictures are enlarged for the detector; another size gives other crops")
    options = parser.parse_args()
    known = {*charset.from_file(options.student_charset), " "} if options.student_charset else None
    files = pictures_of([options.pictures])[:options.limit]
    if not files:
        raise ToolError(f"{options.pictures} has no pictures ({', '.join(ENDINGS)})")
    every = options.held_out or len(files) + 1
    parts = {"train": [f for i, f in enumerate(files) if (i + 1) % every],
             "held_out": [f for i, f in enumerate(files) if (i + 1) % every == 0]}
    teacher, sieve = _teacher(options), Sieve(options.threshold, known)
    for name, part in parts.items():
        if part:
            rows = write_part(options.output / name, part, teacher, sieve, repr(sorted(vars(options).items())))
            kinds = Counter(row.doubt or "kept" for row in rows)
            print(f"{options.output / name}: {len(rows)} lines from {len(part)} pictures;",
                  ", ".join(f"{kind}: {n}" for kind, n in kinds.most_common()))


def write_part(folder: Path, files: list[Path], teacher: Source, sieve: Sieve,
               settings: str) -> list[StoredLine]:
    few = [files[first:first + TOGETHER] for first in range(0, len(files), TOGETHER)]
    progress = Progress(len(few), f"times {TOGETHER} pictures of {folder.name}")
    return write_store_in_parts(folder, len(few), lambda number: labelled(few[number], teacher, sieve),
                                settings + repr(files), progress.advance)


def _teacher(options: argparse.Namespace) -> Source:
    written = read_labels(options.labels) if options.labels else None
    if written and not options.detector:
        return written
    if not (options.detector and options.reader and options.charset):
        raise ToolError("either --labels, or --detector, --reader and --charset are needed")
    reader = Reader(options.reader, [])
    reader.characters = charset.for_classes(options.charset, reader.classes)
    teacher = Teacher(BoxFinder(options.detector, shortest=options.shortest), reader)
    return Corrected(teacher, written) if written else teacher


if __name__ == "__main__":
    run_command(main)
