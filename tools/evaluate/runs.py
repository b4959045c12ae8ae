"""Runs an engine over a data set in a process of its own and scores what it read."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.environments import python_of
from tools.errors import ToolError
from tools.evaluate.labels import Labelled, TextLine, as_polygon
from tools.evaluate.metrics import Counts, LineCounts, detection_counts, line_counts, page_counts

_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True)
class Engine:
    name: str                 # in tables
    worker: str               # function in worker.py
    environment: str = ""     # of tools/environments.py; empty: the Python that runs this program
    options: tuple[tuple[str, str], ...] = ()
    python: tuple[str, ...] = ()  # a command, where it is none of these
    variables: tuple[tuple[str, str], ...] = ()  # of the environment

    def command(self) -> list[str]:
        return list(self.python) or [str(python_of(self.environment)) if self.environment else sys.executable]


@dataclass(frozen=True)
class Score:
    images: int
    detection: Counts | None      # None: the labels have no boxes
    page: Counts
    lines: LineCounts | None
    recall_only: bool             # some visible text is not labelled
    load_ms: float
    seconds: float                # over all pictures, without loading
    cpu_seconds: float            # of all threads: what a busy machine disturbs less
    peak_bytes: int

    def row(self) -> dict[str, Any]:
        matched = self.lines if self.lines and self.lines.lines else None
        pick = (lambda counts: counts.recall) if self.recall_only else (lambda counts: counts.f1)
        return {
            "images": self.images,
            "page_f1": pick(self.page),
            "detection_hmean": pick(self.detection) if self.detection else None,
            "line_accuracy": matched.accuracy if matched else None,
            "cer": matched.cer if matched else None,
            "recall_only": self.recall_only,
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "load_ms": self.load_ms,
            "peak_mb": self.peak_bytes / 1e6,
        }


def read_all(engine: Engine, data: list[Labelled], threads: int) -> dict[str, Any]:
    """The worker's result, see worker.py."""
    return run_worker(engine, [item.path for item in data], threads)


def run_worker(engine: Engine, pictures: list[Path], threads: int) -> dict[str, Any]:
    """The same for pictures without labels."""
    request = {"images": [str(path.resolve()) for path in pictures], "threads": threads, "options": dict(engine.options)}
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "request.json", Path(folder) / "result.json"
        asked.write_text(json.dumps(request), encoding="utf-8")
        command = [*engine.command(), str(_WORKER), engine.worker, str(asked), str(answered)]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **dict(engine.variables)})
        if done.returncode != 0:
            raise ToolError(f"{engine.name} failed on {pictures[0].parent.name}: {_last_line(done.stderr)}")
        return json.loads(answered.read_text(encoding="utf-8"))


def score(data: list[Labelled], result: dict[str, Any]) -> Score:
    pages = [lines_of(page) for page in result["pages"]]
    with_boxes = any(item.has_boxes for item in data)
    caseless = not any(character.islower() for item in data for line in item.lines for character in line.text)
    both = list(zip(data, pages, strict=True))
    return Score(
        images=len(data),
        detection=sum((detection_counts(*pair) for pair in both), Counts()) if with_boxes else None,
        page=sum((page_counts(*pair) for pair in both), Counts()),
        lines=sum((line_counts(*pair, caseless) for pair in both), LineCounts()) if with_boxes else None,
        recall_only=not all(item.complete for item in data),
        load_ms=result["load_ms"],
        seconds=sum(page["ms"] for page in result["pages"]) / 1e3,
        cpu_seconds=sum(page["cpu_ms"] for page in result["pages"]) / 1e3,
        peak_bytes=result["peak_bytes"],
    )


def lines_of(page: dict[str, Any]) -> list[TextLine]:
    """Of one page of the worker's result."""
    return [TextLine(line["text"], as_polygon(line["quad"])) for line in page["lines"]]


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[-1]
