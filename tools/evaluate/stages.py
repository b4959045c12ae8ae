"""The table of stages: what each step from the teacher to the smallest model costs and saves.

    python -m tools.evaluate.stages DATA... [--threads N] [--limit N] [--only TEXT] [--output docs/stages.md]

Every stage's model is built from its recipe, scored on every folder in a process of its own, and kept in the cache
(by recipe, folder, threads, limit and the compiled package), so that a run that was cut off goes on; `--fresh`
measures again. The first stage is the teacher in PyTorch; points lost are a hundred times its page F1 less the
stage's. Fails where the smallest stage is not a quarter of the teacher, or a stage loses more than 3 points on a folder.
"""

import argparse
import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

from tools import plots
from tools.errors import ToolError, run_command
from tools.evaluate import labels, runs
from tools.evaluate.score import add_common_options
from tools.evaluate.stage_models import FAST_STAGES, STAGES, Stage, engine_of
from tools.files import cache_root, sha256, sha256_of_file, write_file
from tools.tables import number, table

LEAST_RATIO, MOST_LOST = 4.0, 3.0


def measured(engine: runs.Engine, folder: Path, threads: int, limit: int | None, fresh: bool) -> dict[str, Any]:
    """The score's row of one folder, from the cache if it was measured before."""
    request = repr((engine, str(folder.resolve()), threads, limit, package_state() if engine.worker == "dsocr" else ""))
    kept = cache_root() / "stages" / "scores" / f"{sha256(request.encode())[:16]}.json"
    if kept.exists() and not fresh:
        return json.loads(kept.read_text(encoding="utf-8"))
    print(f"{engine.name}: {folder.name}", file=sys.stderr)
    data = labels.load(folder, limit)
    row = runs.score(data, runs.read_all(engine, data, threads)).row()
    write_file(kept, json.dumps(row).encode())
    return row


@cache
def package_state() -> str:
    """Changes with the compiled part of the package that reads."""
    found = find_spec("dsocr_native._core")
    if found is None or found.origin is None:
        raise ToolError("the package dsocr_native is not installed here; `make stages` installs it")
    return sha256_of_file(Path(found.origin))


def summary(name: str, size: int, scores: dict[str, dict[str, Any]], teacher: dict[str, float]) -> dict[str, Any]:
    """A row of the table; `teacher` is its page F1 by folder."""
    f1 = {folder: row["page_f1"] for folder, row in scores.items()}
    lost = {folder: 100 * (teacher[folder] - value) for folder, value in f1.items()}
    pictures = sum(row["images"] for row in scores.values())
    return {
        "stage": name,
        "bytes": size,
        "ms": 1e3 * sum(row["seconds"] for row in scores.values()) / pictures,
        "cpu_ms": 1e3 * sum(row["cpu_seconds"] for row in scores.values()) / pictures,
        "peak_mb": max(row["peak_mb"] for row in scores.values()),
        "pictures": pictures,
        "page_f1": f1,
        "detection_hmean": {folder: row["detection_hmean"] for folder, row in scores.items()},
        "line_accuracy": {folder: row["line_accuracy"] for folder, row in scores.items()},
        "mean_lost": mean(lost.values()),
        "most_lost": max(lost.values()),
    }


def as_table(rows: list[dict[str, Any]], teacher: dict[str, Any]) -> str:
    folders = list(teacher["page_f1"])
    header = ["stage", "MB on disk", "of the teacher", "ms a picture", "of the processor", "peak MB", *folders,
              "points lost, mean", "worst set"]
    return table(header, [
        [row["stage"], number(row["bytes"] / 1e6, 1), f"1/{teacher['bytes'] / row['bytes']:.1f}",
         number(row["ms"], 0), number(row["cpu_ms"], 0), number(row["peak_mb"], 0),
         *(number(row["page_f1"][f]) for f in folders), number(row["mean_lost"], 1), number(row["most_lost"], 1)]
        for row in rows])


def parts_table(rows: list[dict[str, Any]]) -> str:
    """What the two networks lose apart from each other, on the folders that have boxes."""
    folders = [folder for folder, value in rows[0]["detection_hmean"].items() if value is not None]
    header = ["stage", *(f"hmean {f}" for f in folders), *(f"lines {f}" for f in folders)]
    return table(header, [[row["stage"], *(number(row["detection_hmean"][f]) for f in folders),
                           *(number(row["line_accuracy"][f]) for f in folders)] for row in rows])


def verdict(rows: list[dict[str, Any]]) -> tuple[bool, str]:
    """Whether the limits hold, and a sentence that says so. `rows`: the teacher first."""
    ratio = rows[0]["bytes"] / min(row["bytes"] for row in rows)
    worst = max(rows, key=lambda row: row["most_lost"])
    return (ratio >= LEAST_RATIO and worst["most_lost"] <= MOST_LOST,
            f"The smallest is 1/{ratio:.1f} of the teacher (limit 1/{LEAST_RATIO:.0f}); the most that any stage loses "
            f"on a set are {worst['most_lost']:.1f} points ({worst['stage']}; limit {MOST_LOST:.0f}).")


def processor() -> str:
    rows = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((row.split(":", 1)[1].strip() for row in rows if row.startswith("model name")), "unknown processor")


def page(rows: list[dict[str, Any]], fast: list[dict[str, Any]], threads: int, limit: int | None) -> str:
    first = f", the first {limit} of each" if limit else ""
    others = f"Smaller networks, another trade:\n\n{as_table(fast, rows[0])}\n\n" if fast else ""
    return (f"# Stages\n\nMade by `make stages DATA=\"...\"`: page F1 on {len(rows[0]['page_f1'])} folders of labelled "
            f"pictures{first}, {rows[0]['pictures']} in all; {threads} thread{'s' * (threads > 1)} of {processor()}. Times "
            "are means over all pictures, decoding included: by the clock, which other work on the machine disturbs, and "
            "of the processor over all threads. A teacher's size is that of its ONNX files.\n\n"
            f"{as_table(rows, rows[0])}\n\n{verdict(rows)[1]}\n\n{others}"
            "Detector and recogniser apart: hmean of the boxes, accuracy of the matched lines.\n\n"
            f"{parts_table(rows + fast)}\n\n![Size on disk against mean page F1](pictures/stages.svg)\n")


def measured_rows(stages: list[Stage], options: argparse.Namespace, teacher: dict[str, float]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for stage in stages:
        engine, size = engine_of(stage)
        scores = {name: measured(engine, folder, options.threads, options.limit, options.fresh)
                  for name, folder in labels.by_name(options.data).items()}
        teacher = teacher or {name: row["page_f1"] for name, row in scores.items()}
        rows.append(summary(stage.name, size, scores, teacher))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--only", default="", metavar="TEXT", help="the teacher and the stages whose name has it; limits are not judged")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--output", type=Path, help="a Markdown file; the plot goes to pictures/ beside it")
    options = parser.parse_args()
    wanted = [stage for stage in STAGES if stage is STAGES[0] or options.only in stage.name]
    fast = [stage for stage in FAST_STAGES if options.only in stage.name]
    if len(wanted + fast) < 2:
        names = ", ".join(stage.name for stage in (STAGES + FAST_STAGES)[1:])
        raise ToolError(f"--only is {options.only!r}; the stages are {names}")
    rows = measured_rows(wanted, options, {})
    fast_rows = measured_rows(fast, options, rows[0]["page_f1"])
    print(as_table(rows + fast_rows, rows[0]), parts_table(rows + fast_rows), sep="\n\n")
    if options.json:
        write_file(options.json, json.dumps(rows + fast_rows, indent=1).encode())
    if options.output:
        points = [(row["stage"], row["bytes"] / 1e6, mean(row["page_f1"].values())) for row in rows + fast_rows]
        write_file(options.output.parent / "pictures" / "stages.svg",
                   plots.named_points(points, "MB on disk", "mean page F1").encode())
        write_file(options.output, page(rows, fast_rows, options.threads, options.limit).encode())
    if options.only:
        return
    holds, sentence = verdict(rows)
    print(f"\n{sentence}")
    if not holds:
        raise ToolError("a limit of the table of stages does not hold")


if __name__ == "__main__":
    run_command(main)
