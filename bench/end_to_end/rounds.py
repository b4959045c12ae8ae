"""Sides that take turns, and what comes of it as rows and JSON."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tools.errors import ToolError
from tools.tables import number, spread

Sample = dict[str, float]
Samples = dict[str, list[Sample]]

HEADER = ("what", "side", "figure", "median", "least - greatest", "ours / its", "target")


@dataclass(frozen=True)
class Figure:
    key: str                       # of a sample
    unit: str
    most: float | None = None      # target for ours alone
    least: float | None = None     # the same, where more is better
    ratio: float | None = None     # target for ours / the other's


@dataclass(frozen=True)
class Result:
    what: str
    samples: Samples               # ours first
    figures: tuple[Figure, ...]

    def rows(self) -> list[list[object]]:
        return [self._row(name, figure) for figure in self.figures for name, found in self.samples.items()
                if figure.key in found[0]]

    def _row(self, name: str, figure: Figure) -> list[object]:
        values = [sample[figure.key] for sample in self.samples[name]]
        ours = next(iter(self.samples))
        if name == ours:
            return [self.what, name, figure.unit, number(median(values), 2), _range(values), None, _own_target(figure)]
        return [self.what, name, figure.unit, number(median(values), 2), _range(values),
                spread(self.ratios(name, figure.key)), figure.ratio and f"<= {figure.ratio}"]

    def ratios(self, name: str, key: str) -> list[float]:
        """Ours / its, round by round."""
        ours = next(iter(self.samples.values()))
        return [a[key] / b[key] for a, b in zip(ours, self.samples[name], strict=True)]

    def as_json(self) -> dict[str, Any]:
        others = list(self.samples)[1:]
        ratios = {name: {figure.key: median(self.ratios(name, figure.key)) for figure in self.figures
                         if figure.key in self.samples[name][0]} for name in others}
        return {"what": self.what, "samples": self.samples, "ratios": ratios}


def take_turns(sides: dict[str, Callable[[], Sample]], rounds: int) -> Samples:
    """Each round begins with the next side."""
    names = list(sides)
    samples: Samples = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            print(f"  round {turn + 1} of {rounds}: {name}", file=sys.stderr)
            samples[name].append(sides[name]())
    return samples


def run_timed(command: Sequence[str]) -> tuple[Sample, str]:
    """Wall and processor milliseconds of a whole process, from its start to its end, and what it printed."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        printed, complaint = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise ToolError(f"{' '.join(command[:3])} failed: {(complaint.strip().splitlines() or ['no message'])[-1]}")
    wall = time.perf_counter() - begin
    return {"wall_ms": 1e3 * wall, "cpu_ms": 1e3 * (usage.ru_utime + usage.ru_stime)}, printed


def machine() -> dict[str, Any]:
    return {"system": platform.platform(), "machine": platform.machine(), "cpus": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1)}


def _range(values: list[float]) -> str:
    return f"{min(values):.2f} - {max(values):.2f}"


def _own_target(figure: Figure) -> str | None:
    if figure.most is not None:
        return f"<= {figure.most:g}"
    return None if figure.least is None else f">= {figure.least:g}"
