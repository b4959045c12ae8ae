"""Draws what the measurements wrote as JSON, as bars.

    python -m bench.plots reads.json --output reads.svg

Takes the JSON of bench.instructions.reads, bench.instructions.kernels and bench.end_to_end, and tells them apart by what
they hold.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from tools import plots
from tools.errors import ToolError, run_command
from tools.files import write_file

Bars = tuple[list[tuple[str, float]], str]


def of_reads(rows: list[dict[str, Any]]) -> Bars:
    compared = [row for row in rows if row["peer_instructions"]]
    return ([(f"{row['picture']}, {row['cpu']}", row["instructions"] / row["peer_instructions"]) for row in compared],
            "instructions of a whole reading / of ONNX Runtime's three networks")


def of_kernels(rows: list[dict[str, Any]]) -> Bars:
    """Of each row the first core that has its back end: not every core multiplies bytes, so the cores differ."""
    first = [(row, *next(iter(row["per_unit"].items()))) for row in rows]
    several = len({cpu for _, cpu, _ in first}) > 1
    return ([(f"{row['kernel']} {row['size']}, {row['backend']}" + (f", {cpu}" if several else ""), count)
             for row, cpu, count in first],
            "instructions a unit of work" + ("" if several else f" on {first[0][1]}"))


def of_end_to_end(record: dict[str, Any]) -> Bars:
    return ([(f"{result['what']}, {key} / {name}", value) for result in record["results"]
             for name, ratios in result["ratios"].items() for key, value in ratios.items()], "ours / the other's")


def bars_of(found: Any) -> Bars:
    if isinstance(found, dict) and "results" in found:
        return of_end_to_end(found)
    if isinstance(found, list) and found and "peer_instructions" in found[0]:
        return of_reads(found)
    if isinstance(found, list) and found and "per_unit" in found[0]:
        return of_kernels(found)
    raise ToolError("it is no JSON of bench.instructions.reads, bench.instructions.kernels or bench.end_to_end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("json", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    try:
        rows, name = bars_of(json.loads(options.json.read_text(encoding="utf-8")))
    except (OSError, ValueError, ToolError) as error:
        raise ToolError(f"{options.json} cannot be drawn: {error}") from error
    write_file(options.output, plots.bars(rows, name).encode())
    print(options.output)


if __name__ == "__main__":
    run_command(main)
