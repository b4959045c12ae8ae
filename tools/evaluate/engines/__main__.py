"""Our detector and recogniser in LiteRT (TensorFlow Lite), ONNX Runtime, Paddle Lite, NCNN and MNN, side by side.

    python -m tools.evaluate.engines [RECIPE] [--rounds 3] [--repeat 5] [--threads 1] [--only TEXT]
                                     [--output docs/engines.md] [--json FILE]

Each engine converts the original ONNX file in an environment of its own and reads the same seeded pages and lines,
the engines in turns, every turn in a fresh process. A cell that could not be had says what was tried.
"""

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tools.convert import recipe as recipes
from tools.errors import ToolError, run_command
from tools.evaluate.engines import compare
from tools.evaluate.engines.variants import OURS, VARIANTS
from tools.evaluate.stages import processor
from tools.files import write_file
from tools.tables import number, table

HEADER = ("engine", "MB on disk", "largest difference", "agreement", "ms by the clock", "ms of the processor",
          "of ours", "peak MB")


def rows_of(role: str, recipe: recipes.Recipe, options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    task = compare.prepare(role, recipe.parts[role], folder / role)
    wanted = [variant for variant in VARIANTS if variant.engine == OURS or options.only in variant.name]
    results = [compare.convert(task, variant) for variant in wanted]
    compare.take_turns(task, results, options.rounds, options.repeat, options.threads)
    rows = [result.row() for result in results]
    ours = next(row for row in rows if row["engine"] == OURS)
    if "failed" in ours:
        raise ToolError(f"there is nothing to compare with: {OURS} failed on the {role}: {ours['failed']}")
    return [{**row, "of_ours": [a / b for a, b in zip(row["cpu_ms"], ours["cpu_ms"], strict=True)]}
            if "cpu_ms" in row else row for row in rows]


def as_table(rows: list[dict[str, Any]]) -> str:
    """The measured rows, then a line for each that could not be had."""
    measured = table(HEADER, [_cells(row) for row in rows])
    return "\n".join([measured, "", *(f"- {_name(row)}: {row['failed']}" for row in rows if "failed" in row)]).rstrip()


def _cells(row: dict[str, Any]) -> list[object]:
    if "failed" in row:
        return [_name(row), "not to be had, see below", *[None] * (len(HEADER) - 2)]
    return [_name(row), number(row["bytes"] / 1e6, 2), f"{row['largest']:.1e}", number(row["agreement"]),
            _spread(row["ms"], 1), _spread(row["cpu_ms"], 1), _spread(row["of_ours"], 2), number(row["peak_mb"], 0)]


def _name(row: dict[str, Any]) -> str:
    return f"{row['engine']}, {row['kind']}"


def _spread(values: list[float], digits: int) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def page(tables: dict[str, str], recipe: str, options: argparse.Namespace) -> str:
    shapes = {role: "x".join(map(str, compare.SHAPES[role])) for role in tables}
    parts = [f"## {role.capitalize()}, {shapes[role]}\n\n{text}" for role, text in tables.items()]
    return "\n\n".join([
        "# Engines",
        f"Made by `make engines`: the networks of `{recipe}` in five engines, {options.threads} "
        f"thread{'s' * (options.threads > 1)} of {processor()}. Every engine converts the original ONNX file, whose "
        "subnormal weights are set to zero (no output changes), in an environment of its own, and reads the same seeded "
        f"pages and lines. The engines take turns, {options.rounds} rounds of fresh processes with {options.repeat} "
        "passes each; times are medians, with the least and the greatest round in brackets. \"Of ours\" is the "
        "processor's time over that of MNN on our rewritten graph, round by round. MNN is that of its Python package here; the "
        "build inside our package also uses AVX-512 and multiplies bytes. "
        "Difference and agreement are against the original in ONNX Runtime: the detector's dice of the thresholded maps, "
        "the recogniser's share of lines with the same text; int8 with activations was calibrated on these same pages and "
        "lines. Peak memory is what engine and network add to the process.",
        *parts]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", nargs="?", default="ppocr-v6-small")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", default="", metavar="TEXT", help="ours and the engines whose name has it")
    parser.add_argument("--output", type=Path, help="a Markdown file")
    parser.add_argument("--json", type=Path, help="also write the numbers there")
    options = parser.parse_args()
    if min(options.rounds, options.repeat, options.threads) < 1:
        raise ToolError("--rounds, --repeat and --threads have to be at least 1")
    recipe = recipes.load(options.recipe)
    with tempfile.TemporaryDirectory() as folder:
        rows = {role: rows_of(role, recipe, options, Path(folder)) for role in compare.SHAPES}
    tables = {role: as_table(found) for role, found in rows.items()}
    print(*(f"{role}\n{text}\n" for role, text in tables.items()), sep="\n")
    if options.json:
        write_file(options.json, json.dumps(rows, indent=1).encode())
    if options.output:
        write_file(options.output, page(tables, recipe.name, options).encode())


if __name__ == "__main__":
    run_command(main)
