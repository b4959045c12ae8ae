"""How well lines are read with the arithmetic of each kind of ARM core: emulated ones, beside floats on this machine.

    python -m tools.evaluate.cores DATA... [--limit N] [--model NAME] [--core NAME]... [--json FILE]

A core without half precision computes in fp32, one with it in half precision, one that multiplies bytes does that too where
the model has them. Labelled lines are cut out where the labels say, as tools.evaluate.line_cer does, and read one by one:
whole pages take an emulator minutes each. `as floats`: the share of lines with the very text that fp32 gives here.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import cv2

from tools.emulated import ROOT, our_package, python_of, sysroot
from tools.errors import run_command
from tools.evaluate import labels, line_cer, runs
from tools.evaluate.score import show
from tools.tables import number

HEADER = ("data set", "lines", "core", "arithmetic", "line accuracy", "CER", "as floats")
CORES = ("cortex-a53", "cortex-a76", "max")


class Read(NamedTuple):
    text: str


class ReadBefore:
    """A reader for line_cer whose texts are known, in the order in which it asks."""

    def __init__(self, texts: list[str]) -> None:
        self._left = iter(texts)

    def read(self, pictures: list[Any]) -> list[Read]:
        return [Read(next(self._left)) for _ in pictures]


def here(model: str) -> runs.Engine:
    return runs.Engine("this machine", "dsocr_lines", options=(("model", model), ("precision", "fp32")))


def emulated(core: str, model: str, package: Path, root: Path) -> runs.Engine:
    variables = (("PYTHONPATH", str(package)), ("DSOCR_QEMU_CPU", core), ("DSOCR_SYSROOT_AARCH64", str(root)))
    python = (str(ROOT / "toolchains" / "qemu" / "run.sh"), str(python_of(root)))
    return runs.Engine(core, "dsocr_lines", options=(("model", model),), python=python, variables=variables)


def written_lines(data: list[labels.Labelled], folder: Path) -> list[Path]:
    """A picture of each labelled line, in the folder."""
    parts = [part for item in data for part, _ in line_cer.lines_of(item)]
    paths = [folder / f"{i:05}.png" for i in range(len(parts))]
    for path, part in zip(paths, parts):
        cv2.imwrite(str(path), part)
    return paths


def measure(engines: list[runs.Engine], data: list[labels.Labelled], folder: Path) -> list[dict[str, Any]]:
    """A row for each engine; the first is what the others are compared with. The folder is for pictures of lines."""
    lines = written_lines(data, folder)
    rows: list[dict[str, Any]] = []
    floats: list[str] = []
    for engine in engines:
        print(f"reading on {engine.name}", file=sys.stderr)
        pages = runs.run_worker(engine, lines, threads=1)["pages"]
        texts = [page["text"] for page in pages]
        floats = floats or texts
        counts = line_cer.counts(ReadBefore(texts), data)
        rows.append({"core": engine.name, "lines": counts.lines, "precision": pages[0]["precision"],
                     "line_accuracy": counts.accuracy, "cer": counts.cer,
                     "as_floats": sum(a == b for a, b in zip(texts, floats)) / len(texts)})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a folder with labels.jsonl")
    parser.add_argument("--limit", type=int, help="only the first N pictures of each folder")
    parser.add_argument("--model", default="accurate", help="name of a bundled model, or a folder")
    parser.add_argument("--core", action="append", metavar="NAME", help=f"default: {', '.join(CORES)}")
    parser.add_argument("--json", type=Path, help="also write the numbers there")
    options = parser.parse_args()
    everything: dict[str, Any] = {}
    with our_package() as package:
        root = sysroot()
        engines = [here(options.model), *(emulated(core, options.model, package, root) for core in options.core or CORES)]
        for name, folder in labels.by_name(options.data).items():
            with tempfile.TemporaryDirectory() as scratch:
                everything[name] = measure(engines, labels.load(folder, options.limit), Path(scratch))
    show(HEADER, [[name, row["lines"], row["core"], row["precision"], number(row["line_accuracy"]), number(row["cer"]),
                   number(row["as_floats"])] for name, rows in everything.items() for row in rows], everything, options.json)


if __name__ == "__main__":
    run_command(main)
