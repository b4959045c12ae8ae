"""Scores the finding of lines alone, without reading them: what a detector is chosen by.

    python -m tools.evaluate.detection DATA... --model NAME [--model OTHER...] [--limit N]

The models take turns picture by picture, on one thread; milliseconds are processor time a picture, decoding included.
"""

import argparse
import time
from pathlib import Path

import dsocr_native

from tools.errors import ToolError, run_command
from tools.evaluate import labels
from tools.evaluate.labels import Labelled, TextLine, as_polygon
from tools.evaluate.metrics import Counts, detection_counts
from tools.tables import number, table
from tools.progress import Progress

HEADER = ("data set", "images", "model", "hmean", "precision", "recall", "ms/image")


def with_boxes(folder: Path, limit: int | None) -> list[Labelled]:
    data = labels.load(folder, limit)
    if not any(item.has_boxes for item in data):
        raise ToolError(f"{folder} has no boxes to compare with")
    return data


def found(reader: dsocr_native.Reader, item: Labelled) -> tuple[Counts, float]:
    before = time.process_time()
    lines = [TextLine("", as_polygon(each.quad)) for each in reader.detect(item.path)]
    return detection_counts(item, lines), time.process_time() - before


def rows(data: list[Labelled], name: str, readers: dict[str, dsocr_native.Reader]) -> list[list[object]]:
    counts, seconds = {model: Counts() for model in readers}, dict.fromkeys(readers, 0.0)
    progress = Progress(len(data), f"pictures of {name}")
    for item in data:
        for model, reader in readers.items():
            more, spent = found(reader, item)
            counts[model] += more
            seconds[model] += spent
        progress.advance()
    return [[name, len(data), model, number(total.f1), number(total.precision), number(total.recall),
             number(1e3 * seconds[model] / len(data), 0)] for model, total in counts.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a folder with labels.jsonl")
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--limit", type=int, help="only the first N pictures of each folder")
    options = parser.parse_args()
    sets = {name: with_boxes(folder, options.limit) for name, folder in labels.by_name(options.data).items()}
    readers = {model: dsocr_native.Reader(model, threads=1) for model in options.model}
    everything = [row for name, data in sets.items() for row in rows(data, name, readers)]
    print(table(HEADER, everything))


if __name__ == "__main__":
    run_command(main)
