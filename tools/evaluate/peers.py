"""Runs RapidOCR beside the installed package on the same pictures and threads, and prints the ratios.

    python -m tools.evaluate.peers DATA... [--rounds 3] [--threads N] [--limit N] [--model NAME] [--json FILE]

Two peers: RapidOCR as installed, and with the subnormal weights of its detector set to zero, on which its engine
stalls (the output is the same). The engines take turns, each time in a fresh process. A ratio is ours / peer, within
a round; the table shows the median over the rounds and, in brackets, the least and the greatest.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import Any

import onnx

from tools.convert.fetch import fetch
from tools.convert.rewrites.small_weights import flush
from tools.errors import ToolError, run_command
from tools.evaluate import labels, runs
from tools.evaluate.score import add_common_options, our_engine, show
from tools.tables import number, spread
from tools.files import cache_root, write_file

HEADER = ("data set", "engine", "page F1", "det hmean", "seconds", "peak MB", "time ours/peer", "memory ours/peer")
_DETECTOR = "rapidocr/models/PP-OCRv6_det_small.onnx"


def peer_engines() -> list[runs.Engine]:
    options = (("Det.model_path", str(_flushed_detector())),)
    return [runs.Engine("RapidOCR", "rapidocr", "peers"),
            runs.Engine("RapidOCR, denormals flushed", "rapidocr", "peers", options)]


def measure(engines: list[runs.Engine], data: list[labels.Labelled], threads: int,
            rounds: int) -> dict[str, list[runs.Score]]:
    """Scores by engine name, one a round; each round starts with the next engine."""
    scores: dict[str, list[runs.Score]] = {engine.name: [] for engine in engines}
    for turn in range(rounds):
        first = turn % len(engines)
        for engine in engines[first:] + engines[:first]:
            print(f"  round {turn + 1} of {rounds}: {engine.name}", file=sys.stderr)
            scores[engine.name].append(runs.score(data, runs.read_all(engine, data, threads)))
    return scores


def summary(scores: list[runs.Score], ours: list[runs.Score]) -> dict[str, Any]:
    """One engine's medians, and the ratios ours / engine of every round."""
    return {
        **scores[0].row(),
        "seconds": median(score.seconds for score in scores),
        "peak_mb": median(score.peak_bytes for score in scores) / 1e6,
        "time_ratios": [a.seconds / b.seconds for a, b in zip(ours, scores, strict=True)],
        "memory_ratios": [a.peak_bytes / b.peak_bytes for a, b in zip(ours, scores, strict=True)],
    }


def _flushed_detector() -> Path:
    path = cache_root() / "models" / "rapidocr-flushed" / Path(_DETECTOR).name
    if not path.exists():
        model = onnx.load(fetch(_DETECTOR))
        flush(model)
        write_file(path, model.SerializeToString())
    return path


def _table_row(folder: str, engine: str, row: dict[str, Any], is_ours: bool) -> list[object]:
    ratios = [None, None] if is_ours else [spread(row["time_ratios"]), spread(row["memory_ratios"])]
    return [folder, engine, number(row["page_f1"]), number(row["detection_hmean"]), number(row["seconds"], 1),
            number(row["peak_mb"], 0), *ratios]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.rounds < 1:
        raise ToolError(f"--rounds is {options.rounds}, expected at least 1")
    ours = our_engine(options.model)
    engines = [ours, *peer_engines()]
    rows, everything = [], {}
    for data_set, folder in labels.by_name(options.data).items():
        print(data_set, file=sys.stderr)
        scores = measure(engines, labels.load(folder, options.limit), options.threads, options.rounds)
        found = {name: summary(of_engine, scores[ours.name]) for name, of_engine in scores.items()}
        rows += [_table_row(data_set, name, row, name == ours.name) for name, row in found.items()]
        everything[data_set] = found
    show(HEADER, rows, everything, options.json)


if __name__ == "__main__":
    run_command(main)
