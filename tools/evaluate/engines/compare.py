"""Converts a network for every engine, and runs the engines in turns, each time in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import onnx

from tools.convert import build, engines, samples, verify
from tools.convert.network import Network
from tools.convert.originals import locate
from tools.convert.outputs import probabilities
from tools.convert.recipe import Part
from tools.convert.rewrites.small_weights import flush_small_weights
from tools.environments import json_printed, python_of
from tools.errors import ToolError
from tools.evaluate.engines.variants import Variant
from tools.files import cache_root, new_folder, sha256

SHAPES = {"detector": (1, 3, 736, 736), "recognizer": (1, 3, 48, 320)}
_SEEDS = {"detector": 3, "recognizer": 6}  # of the seeded pages and lines: 3 pages, 24 lines
_WORKERS = Path(__file__).with_name("workers")


@dataclass
class Task:
    """One network of a recipe, what it reads, and what the original answers in ONNX Runtime."""

    role: str
    threshold: float
    graphs: dict[bool, Network]  # by Variant.rewritten
    folder: Path
    inputs: list[np.ndarray]
    wanted: list[np.ndarray]

    @property
    def inputs_file(self) -> Path:
        return self.folder / "inputs.npz"

    def graph_file(self, rewritten: bool) -> Path:
        return self.folder / ("rewritten.onnx" if rewritten else "original.onnx")


@dataclass
class Result:
    """`failed` says what was tried where a network could not be had."""

    variant: Variant
    failed: str = ""
    bytes: int = 0
    hop: verify.Hop | None = None
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        if self.failed:
            return {"engine": self.variant.engine, "kind": self.variant.kind, "failed": self.failed}
        passes = {key: [1e3 * median(turn[key]) for turn in self.rounds] for key in ("seconds", "cpu_seconds")}
        return {"engine": self.variant.engine, "kind": self.variant.kind, "bytes": self.bytes,
                "largest": self.hop.largest, "mean": self.hop.mean, "agreement": self.hop.agreement,
                "ms": passes["seconds"], "cpu_ms": passes["cpu_seconds"],
                "peak_mb": median(turn["peak_bytes"] for turn in self.rounds) / 1e6}


def prepare(role: str, part: Part, folder: Path) -> Task:
    folder.mkdir(parents=True)
    source = locate(part.source, part.sha256)
    original = build.original_of(source, part)
    wanted_shape = SHAPES[role]
    batches = [batch for seed in range(_SEEDS[role]) for batch in samples.batches(role, part.settings, seed)
               if batch.shape[1:] == wanted_shape[1:]]
    inputs = [row[None] for batch in batches for row in batch]
    wanted = engines.run_onnx(original.model, inputs)
    flush_small_weights(original)  # the same output, and no engine stalls on subnormal numbers
    rewritten = build.rewrite(build.original_of(source, part), part.rewrites)
    task = Task(role, float(part.settings.get("threshold", 0.5)), {False: original, True: rewritten}, folder, inputs, wanted)
    np.savez(task.inputs_file, **{str(index): array for index, array in enumerate(inputs)})
    for is_rewritten, network in task.graphs.items():
        onnx.save(network.model, task.graph_file(is_rewritten))
    return task


def convert(task: Task, variant: Variant) -> Result:
    """Converted files stay in the cache, by graph, engine and worker: some take minutes to make."""
    if variant.tried:
        return Result(variant, failed=f"{_answer_of_pip(variant)}{variant.tried}")
    network, folder = task.graphs[variant.rewritten], _folder(task, variant)
    options = {"kind": variant.kind, "shape": SHAPES[task.role], "inputs": str(task.inputs_file),
               "input": network.input_name, "output": network.output_name}
    request = task.folder / "options.json"
    request.write_text(json.dumps(options))
    try:
        if not folder.exists():
            print(f"  {task.role}: converting for {variant.name}", file=sys.stderr)
            with new_folder(folder) as made:
                _work(variant, "convert", task.graph_file(variant.rewritten), made, request)
    except ToolError as error:
        return Result(variant, failed=str(error))
    return Result(variant, bytes=sum(file.stat().st_size for file in folder.iterdir()))


def _answer_of_pip(variant: Variant) -> str:
    """What installing the engine says here: empty where it can be had."""
    try:
        python_of(variant.environment)
    except ToolError as error:
        return f"{' '.join(str(error).splitlines())}. "
    return ""


def take_turns(task: Task, results: list[Result], rounds: int, repeat: int, threads: int) -> None:
    """Adds a measurement a round to every result that has not failed; each round starts with the next engine."""
    running = [result for result in results if not result.failed]
    for turn in range(rounds):
        if not running:
            return
        first = turn % len(running)
        for result in running[first:] + running[:first]:
            print(f"  {task.role}, round {turn + 1} of {rounds}: {result.variant.name}", file=sys.stderr)
            _measure(task, result, repeat, threads)
        running = [result for result in running if not result.failed]


def _measure(task: Task, result: Result, repeat: int, threads: int) -> None:
    outputs = task.folder / "outputs.npz"
    try:
        answer = _work(result.variant, "run", _folder(task, result.variant), task.inputs_file, outputs, repeat, threads)
    except ToolError as error:
        result.failed = str(error)
        return
    result.rounds.append(json_printed(answer))
    network = task.graphs[result.variant.rewritten]
    with np.load(outputs) as arrays:
        raw = [arrays[str(index)] for index in range(len(arrays.files))]
    found = [probabilities(array, network.settings, network.files).reshape(wanted.shape)
             for array, wanted in zip(raw, task.wanted, strict=True)]
    result.hop = verify.compare(result.variant.name, task.role, task.threshold, task.wanted, found)


def _folder(task: Task, variant: Variant) -> Path:
    parts = [repr(variant).encode(), task.graph_file(variant.rewritten).read_bytes(), _worker(variant).read_bytes()]
    return cache_root() / "engines" / f"{task.role}-{variant.worker}-{sha256(b''.join(parts))[:16]}"


def _worker(variant: Variant) -> Path:
    return _WORKERS / f"{variant.worker}.py"


def _work(variant: Variant, *arguments: object) -> str:
    """The worker's stdout; a failure becomes a ToolError with its last line."""
    python = python_of(variant.environment) if variant.environment else Path(sys.executable)
    command = [str(python), str(_worker(variant)), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip() or f"status {done.returncode}").splitlines()
        raise ToolError(lines[-1])
    return done.stdout.strip()
