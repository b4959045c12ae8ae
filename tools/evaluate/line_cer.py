"""Scores recognisers alone, on the labelled lines of real pictures: what a recogniser is chosen by.

    python -m tools.evaluate.line_cer DATA... --model tiny.onnx=tiny.txt --model small.onnx=small.txt [--limit N]

Lines are cut out where the labels say, so no detector has a part in it; ONNX Runtime reads them. `=FILE` names the
characters, one a line, without which they come from the model's metadata. CER: edits a character, as
tools.evaluate.score counts it.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx

from tools.convert import charset
from tools.data.boxes import crop
from tools.data.pictures import read_picture
from tools.data.reader import Reader
from tools.errors import ToolError, run_command
from tools.evaluate import labels
from tools.evaluate.labels import Labelled
from tools.evaluate.metrics import LineCounts
from tools.evaluate.text import comparable, edit_distance
from tools.tables import number, table
from tools.progress import Progress

HEADER = ("data set", "lines", "model", "line accuracy", "CER")
SMALLEST = 8  # pixels of a line's shorter side


def lines_of(item: Labelled) -> Iterator[tuple[np.ndarray, str]]:
    """u8 [H, W, 3] and text of each labelled line that counts."""
    picture = read_picture(item.path)
    for line in item.lines:
        if line.quad and line.text and not line.ignore:
            part = crop(picture, np.float32(line.quad))
            if min(part.shape[:2]) >= SMALLEST:
                yield part, line.text


def counts(reader: Reader, data: list[Labelled]) -> LineCounts:
    caseless = not any(character.islower() for item in data for line in item.lines for character in line.text)
    total, progress = LineCounts(), Progress(len(data), "pictures")
    for item in data:
        parts = list(lines_of(item))
        for reading, (_, text) in zip(reader.read([picture for picture, _ in parts]), parts):
            truth, found = (comparable(each, item.language, caseless) for each in (text, reading.text))
            total += LineCounts(1, int(truth == found), edit_distance(truth, found), len(truth))
        progress.advance()
    return total


def reader_of(argument: str) -> Reader:
    """Of `FILE` or `FILE=CHARSET`; the space that trainers put last is added where the classes say so."""
    path, _, characters = argument.partition("=")
    if not Path(path).is_file():
        raise ToolError(f"--model names {path}, which is not a file; expected an ONNX recogniser")
    found = charset.from_file(Path(characters)) if characters else charset.from_metadata(onnx.load(path))
    reader = Reader(Path(path), [])
    reader.characters = charset.complete(found, reader.classes)
    return reader


def by_name(arguments: list[str]) -> dict[str, str]:
    """Each `--model` under its file's name, or, where another has the same name, as it was typed."""
    short = [Path(argument.partition("=")[0]).name for argument in arguments]
    return {name if short.count(name) == 1 else argument: argument for name, argument in zip(short, arguments)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a folder with labels.jsonl")
    parser.add_argument("--model", action="append", required=True, metavar="FILE[=CHARSET]")
    parser.add_argument("--limit", type=int, help="only the first N pictures of each folder")
    options = parser.parse_args()
    sets = {name: labels.load(folder, options.limit) for name, folder in labels.by_name(options.data).items()}
    readers = {name: reader_of(argument) for name, argument in by_name(options.model).items()}
    rows = []
    for name, data in sets.items():
        for model, reader in readers.items():
            total = counts(reader, data)
            rows.append([name, total.lines, model, number(total.accuracy), number(total.cer)])
    print(table(HEADER, rows))


if __name__ == "__main__":
    run_command(main)
