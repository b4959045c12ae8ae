"""The table of stages: what each step from the published models to the smallest costs and saves.

    python -m tools.evaluate.stages DATA... [--threads N] [--limit N] [--only TEXT] [--output docs/stages.md]

Every stage's model is built from its recipe, scored on every folder in a process of its own, and kept in the cache
(by recipe, folder, threads and limit), so that a run that was cut off goes on. The first stage is the teacher; points
lost are a hundred times its page F1 less the stage's. `--fresh` measures again.
"""

import argparse
import json
import sys
from pathlib import Path
from statistics import mean
from typing import Any

from tools import plots
from tools.errors import ToolError, run_command
from tools.evaluate import labels, runs
from tools.evaluate.score import add_common_options
from tools.evaluate.stage_models import STAGES, engine_of
from tools.files import cache_root, sha256, write_file
from tools.tables import number, table


def measured(engine: runs.Engine, folder: Path, threads: int, limit: int | None, fresh: bool) -> dict[str, Any]:
    """The score's row of one folder, from the cache if it was measured before."""
    request = repr((engine, str(folder.resolve()), threads, limit))
    kept = cache_root() / "stages" / "scores" / f"{sha256(request.encode())[:16]}.json"
    if kept.exists() and not fresh:
        return json.loads(kept.read_text(encoding="utf-8"))
    print(f"{engine.name}: {folder.name}", file=sys.stderr)
    data = labels.load(folder, limit)
    row = runs.score(data, runs.read_all(engine, data, threads)).row()
    write_file(kept, json.dumps(row).encode())
    return row


def summary(name: str, size: int, scores: dict[str, dict[str, Any]], teacher: dict[str, float]) -> dict[str, Any]:
    """A row of the table; `teacher` is its page F1 by folder."""
    f1 = {folder: row["page_f1"] for folder, row in scores.items()}
    lost = {folder: 100 * (teacher[folder] - value) for folder, value in f1.items()}
    pictures = sum(row["images"] for row in scores.values())
    return {
        "stage": name,
        "bytes": size,
        "cpu_ms": 1e3 * sum(row["cpu_seconds"] for row in scores.values()) / pictures,
        "peak_mb": max(row["peak_mb"] for row in scores.values()),
        "page_f1": f1,
        "mean_lost": mean(lost.values()),
        "most_lost": max(lost.values()),
    }


def as_table(rows: list[dict[str, Any]]) -> str:
    folders = list(rows[0]["page_f1"])
    header = ["stage", "MB on disk", "of the teacher", "CPU ms a picture", "peak MB", *folders, "points lost, mean",
              "worst set"]
    return table(header, [
        [row["stage"], number(row["bytes"] / 1e6, 1), f"1/{rows[0]['bytes'] / row['bytes']:.1f}",
         number(row["cpu_ms"], 0), number(row["peak_mb"], 0), *(number(row["page_f1"][f]) for f in folders),
         number(row["mean_lost"], 1), number(row["most_lost"], 1)] for row in rows])


def processor() -> str:
    rows = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((row.split(":", 1)[1].strip() for row in rows if row.startswith("model name")), "unknown processor")


def page(rows: list[dict[str, Any]], threads: int, limit: int | None) -> str:
    first = f", the first {limit} pictures of each" if limit else ""
    return (f"# Stages\n\nMade by `make stages DATA=\"...\"`: page F1 on the folders of labelled pictures{first}, "
            f"{threads} thread{'s' * (threads > 1)} of {processor()}. Times are those of the "
            "processor, over all threads, a mean over all the pictures, decoding included.\n\n"
            f"{as_table(rows)}\n\n![Size on disk against mean page F1](pictures/stages.svg)\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--only", default="", metavar="TEXT", help="the teacher and the stages whose name has it")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--output", type=Path, help="a Markdown file; the plot goes to pictures/ beside it")
    options = parser.parse_args()
    stages = [stage for stage in STAGES if stage.storage is None or options.only in stage.name]
    if len(stages) < 2:
        raise ToolError(f"--only is {options.only!r}; the stages are {', '.join(s.name for s in STAGES[1:])}")
    rows: list[dict[str, Any]] = []
    for stage in stages:
        engine, size = engine_of(stage)
        scores = {folder.name: measured(engine, folder, options.threads, options.limit, options.fresh)
                  for folder in options.data}
        teacher = rows[0]["page_f1"] if rows else {name: row["page_f1"] for name, row in scores.items()}
        rows.append(summary(stage.name, size, scores, teacher))
    print(as_table(rows))
    if options.json:
        write_file(options.json, json.dumps(rows, indent=1).encode())
    if options.output:
        points = [(row["stage"], row["bytes"] / 1e6, mean(row["page_f1"].values())) for row in rows]
        write_file(options.output.parent / "pictures" / "stages.svg",
                   plots.named_points(points, "MB on disk", "mean page F1").encode())
        write_file(options.output, page(rows, options.threads, options.limit).encode())


if __name__ == "__main__":
    run_command(main)
