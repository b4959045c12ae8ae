"""Runs a model over prepared inputs: in ONNX Runtime, in MNN by the converter's Python, in PyTorch by the trainer's."""

import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from tools.convert.converter import run_worker
from tools.convert.originals import ROOT
from tools.environments import python_of
from tools.errors import ToolError


def run_onnx(model: onnx.ModelProto, inputs: list[np.ndarray]) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return [session.run(None, {name: array})[0] for array in inputs]


def run_mnn(model: Path, input_name: str, output_name: str, inputs: list[np.ndarray]) -> list[np.ndarray]:
    return _by_files(inputs, lambda source, target: run_worker("run", model.resolve(), input_name, output_name, source,
                                                               target))


def run_torch(model: Path, ckpt: str, net: str, inputs: list[np.ndarray]) -> list[np.ndarray]:
    """`ckpt`: a checkpoint, relative to the repository's root, or empty for the ONNX file's own weights; `net`: see
    torch_outputs.py."""
    options = [*(["--ckpt", ckpt] if ckpt else []), *(["--net", net] if net else [])]
    return _by_files(inputs, lambda source, target: _run_torch_outputs(model.resolve(), source, target, *options))


def _run_torch_outputs(*arguments: str | Path) -> None:
    command = [python_of("train"), "-m", "tools.convert.torch_outputs", *arguments]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise ToolError((done.stderr.strip().splitlines() or [f"PyTorch ended with status {done.returncode}"])[-1])


def _by_files(inputs: list[np.ndarray], run: Callable[[Path, Path], object]) -> list[np.ndarray]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "inputs.npz", Path(folder) / "outputs.npz"
        np.savez(source, **{str(index): array for index, array in enumerate(inputs)})
        run(source, target)
        with np.load(target) as outputs:
            return [outputs[str(index)] for index in range(len(inputs))]


def time_mnn(model: Path, input_name: str, output_name: str, shape: tuple[int, ...], repeat: int = 5) -> float:
    """Least seconds of CPU time of one pass on one thread, input random."""
    text = run_worker("time", model.resolve(), input_name, output_name, str(repeat), "x".join(map(str, shape)))
    [seconds] = re.findall(r"^seconds (\S+)$", text, re.MULTILINE)  # MNN may print lines of its own
    return float(seconds)
