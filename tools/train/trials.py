"""A number that is looked for on held-out lines: the options of a command, and what each number reads."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tools.convert import charset
from tools.data.line_store import LineStore
from tools.errors import ToolError
from tools.nets.import_onnx import ImportedNet
from tools.train.reading_score import score_reading


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--try", dest="numbers", type=float, nargs="+", default=[])
    parser.add_argument("--charset", type=Path)
    parser.add_argument("--held-out", type=Path, action="append", default=[])
    parser.add_argument("--limit", type=int, default=400, help="lines of each held-out store")


def run(options: argparse.Namespace, net_with: Callable[[float], ImportedNet]) -> None:
    """Prints the scores of each of the numbers, if there are any."""
    if options.numbers and not (options.charset and options.held_out):
        raise ToolError("--try needs --charset and --held-out")
    for number in options.numbers:
        net = net_with(number).eval()
        characters = charset.for_classes(options.charset, net.classes)
        for path in options.held_out:
            print(f"{number:.2f} {path}: {score_reading(net, LineStore(path), characters, options.limit)}", flush=True)
