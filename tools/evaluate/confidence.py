"""How sure a line has to be for its text to be worth showing: page scores by the least confidence of lines.

    python -m tools.evaluate.confidence DATA... [--model NAME] [--limit N] [--every N]

Everything is read once, on one thread, and what is less sure is then left out. What `min_confidence` is by default was
chosen by this, on pictures that may be learnt from, never on those that are evaluated on.
"""

import argparse
from pathlib import Path

import dsocr_native

from tools.errors import run_command
from tools.evaluate import labels
from tools.evaluate.labels import Labelled, TextLine, as_polygon
from tools.evaluate.metrics import Counts, page_counts
from tools.tables import number, table
from tools.progress import Progress

HEADER = ("data set", "images", "at least", "page F1", "precision", "recall")
LEAST = (0.0, 0.3, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


def counts_by_confidence(item: Labelled, page: dsocr_native.Page) -> list[Counts]:
    """One for each of `LEAST`."""
    lines = [(line.confidence, TextLine(line.text, as_polygon(line.quad)))
             for line in page.lines]
    return [page_counts(item, [line for sure, line in lines if sure >= least]) for least in LEAST]


def rows(name: str, data: list[Labelled], reader: dsocr_native.Reader) -> list[list[object]]:
    totals, progress = [Counts()] * len(LEAST), Progress(len(data), f"pictures of {name}")
    for item in data:
        page = reader.read(item.path, min_confidence=0)
        totals = [total + more for total, more in zip(totals, counts_by_confidence(item, page))]
        progress.advance()
    return [[name, len(data), f"{least:g}", number(total.f1), number(total.precision), number(total.recall)]
            for least, total in zip(LEAST, totals)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a folder with labels.jsonl")
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--limit", type=int, help="only the first N pictures of each folder")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th picture")
    options = parser.parse_args()
    sets = {name: labels.load(folder, options.limit)[::options.every]
            for name, folder in labels.by_name(options.data).items()}
    reader = dsocr_native.Reader(options.model, threads=1)
    print(table(HEADER, [row for name, data in sets.items() for row in rows(name, data, reader)]))


if __name__ == "__main__":
    run_command(main)
