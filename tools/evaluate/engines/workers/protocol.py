"""What every engine's worker answers, in a process and with the Python of its own; needs NumPy alone.

    WORKER.py convert SOURCE.onnx FOLDER OPTIONS.json    # {"kind", "shape", "inputs"}: makes the engine's files in FOLDER
    WORKER.py run FOLDER INPUTS.npz OUTPUTS.npz REPEAT THREADS

`run` prints a JSON object as its last line: {"seconds", "cpu_seconds": [a pass], "peak_bytes"}; the peak is what the
engine, the network and its passes add to the process before them.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Network = Callable[[np.ndarray], np.ndarray]
Convert = Callable[[Path, Path, dict[str, Any]], None]
Load = Callable[[Path, int], Network]


def serve(convert: Convert, load: Load) -> None:
    command, *arguments = sys.argv[1:]
    if command == "convert":
        source, folder, options = map(Path, arguments)
        convert(source, folder, json.loads(options.read_text(encoding="utf-8")))
    else:
        folder, inputs, outputs = map(Path, arguments[:3])
        print("\n" + json.dumps(run(load, folder, inputs, outputs, *map(int, arguments[3:]))))


def run(load: Load, folder: Path, inputs: Path, outputs: Path, repeat: int, threads: int) -> dict[str, Any]:
    arrays = arrays_of(inputs)
    before = memory("VmRSS")
    network = load(folder, threads)
    network(arrays[0])
    seconds, cpu_seconds = [], []
    for _ in range(repeat):
        start, start_cpu = time.perf_counter(), time.process_time()
        network(arrays[0])
        seconds.append(time.perf_counter() - start)
        cpu_seconds.append(time.process_time() - start_cpu)
    peak = memory("VmHWM") - before
    np.savez(outputs, **{str(index): network(array) for index, array in enumerate(arrays)})
    return {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_bytes": peak}


def arrays_of(path: Path) -> list[np.ndarray]:
    with np.load(path) as arrays:
        return [arrays[str(index)] for index in range(len(arrays.files))]


def memory(key: str) -> int:
    """Bytes by a line of /proc/self/status."""
    rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines() if ":" in row)
    return int(rows[key].split()[0]) * 1024
