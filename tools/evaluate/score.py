"""Scores the installed package on folders of labelled pictures.

    python -m tools.evaluate.score DATA... [--threads N] [--limit N] [--model NAME] [--max-side PIXELS] [--budget-ms MS]
        [--json FILE]

Each data set is read in a process of its own; seconds are those of all its pictures, decoding included, after one
read to warm up; peak memory is the process's. `--engine rapidocr` scores that peer instead; `--engine tesseract
--languages rus+ukr` the command of that name, whose memory is not in the worker's.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.errors import run_command
from tools.evaluate import labels, runs
from tools.tables import number, table
from tools.files import write_file

HEADER = ("data set", "images", "page F1", "det hmean", "line acc", "CER", "seconds", "ms/image", "peak MB")


def add_common_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a folder with labels.jsonl")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, help="read only the first N pictures of each folder")
    parser.add_argument("--model", default="", help="name or folder of the package's model; default: its own")
    parser.add_argument("--json", type=Path, help="also write the numbers there")


def our_engine(model: str, **reading: int) -> runs.Engine:
    """reading: options of `Reader.read`; 0 is the default."""
    named = {"model": model, **{name: str(value) for name, value in reading.items() if value}}
    return runs.Engine("dsocr-native", "dsocr", options=tuple((name, text) for name, text in named.items() if text))


def table_row(name: str, row: dict[str, Any]) -> list[object]:
    return [name + (" (recall)" if row["recall_only"] else ""), row["images"], number(row["page_f1"]),
            number(row["detection_hmean"]), number(row["line_accuracy"]), number(row["cer"]),
            number(row["seconds"], 1), number(1e3 * row["seconds"] / row["images"], 0), number(row["peak_mb"], 0)]


def show(header: tuple[str, ...], rows: list[list[object]], everything: dict[str, Any], path: Path | None) -> None:
    """Prints the table and, where `--json` names a file, writes the numbers there."""
    print(table(header, rows))
    if path:
        write_file(path, json.dumps(everything, indent=1, ensure_ascii=False).encode())


def engine_of(options: argparse.Namespace) -> runs.Engine:
    if options.engine == "rapidocr":
        return runs.Engine("RapidOCR", "rapidocr", "peers")
    if options.engine == "tesseract":
        return runs.Engine("Tesseract", "tesseract", options=(("languages", options.languages),))
    return our_engine(options.model, max_side=options.max_side, budget_ms=options.budget_ms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--engine", choices=("dsocr", "rapidocr", "tesseract"), default="dsocr")
    parser.add_argument("--languages", default="eng", help="of tesseract")
    parser.add_argument("--max-side", type=int, default=0, metavar="PIXELS", help="of our reader")
    parser.add_argument("--budget-ms", type=int, default=0, metavar="MS", help="of our reader")
    options = parser.parse_args()
    engine = engine_of(options)
    rows, everything = [], {}
    for name, folder in labels.by_name(options.data).items():
        print(f"reading {name}", file=sys.stderr)
        data = labels.load(folder, options.limit)
        result = runs.read_all(engine, data, options.threads)
        row = runs.score(data, result).row()
        rows.append(table_row(name, row))
        everything[name] = {**row, "pages": result["pages"]}
    show(HEADER, rows, everything, options.json)


if __name__ == "__main__":
    run_command(main)
