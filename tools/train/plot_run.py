"""Draws the learning curve of a run from the history that lies beside its checkpoint.

    python -m tools.train.plot_run run/taught.history.jsonl --rows CER --output curve.svg

`--rows` picks the rows whose name begins so: a loss, such as ctc, or a held-out score.
"""

import argparse
import json
from pathlib import Path

from tools import plots
from tools.errors import ToolError, run_command
from tools.files import write_file


def read_history(path: Path) -> list[dict[str, float]]:
    try:
        return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise ToolError(f"{path} is not the history of a run, a JSON object a row: {error}") from error


def curves_of(history: list[dict[str, float]], beginning: str) -> dict[str, list[plots.Point]]:
    names = dict.fromkeys(name for row in history for name in row if name.startswith(beginning) and name != "step")
    if not names:
        known = ", ".join(dict.fromkeys(name for row in history for name in row if name != "step"))
        raise ToolError(f"--rows is {beginning!r}, but the history has {known or 'no row'}")
    return {name: [(row["step"], row[name]) for row in history if name in row] for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history", type=Path)
    parser.add_argument("--rows", default="", metavar="BEGINNING")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    lines = curves_of(read_history(options.history), options.rows)
    write_file(options.output, plots.curves(lines, "step", options.rows or "value").encode())
    print(options.output)


if __name__ == "__main__":
    run_command(main)
