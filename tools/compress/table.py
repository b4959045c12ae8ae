"""What each compressed file costs and how far it agrees with the original, a row a file.

    python -m tools.compress.table original.onnx smaller.onnx... --role detector|recognizer [--shape 1x3x736x736]

Time is the least of `--repeat` passes of ONNX Runtime on one thread. Agreement: detector, dice of the maps above 0.3;
recogniser, share of lines with the same text; on seeded pages and lines of printed text.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from tools.convert import engines, samples, verify
from tools.errors import run_command
from tools.nets.cost import cost_of
from tools.nets.import_onnx import import_onnx
from tools.tables import number, table

HEADER = ("file", "MB", "M parameters", "GMACs", "ms", "agreement")
SETTINGS = {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "height": 48}
SHAPES = {"detector": "1x3x736x736", "recognizer": "1x3x48x320"}


@dataclass(frozen=True)
class Cost:
    megabytes: float
    parameters: float  # millions
    macs: float  # milliards
    milliseconds: float
    agreement: float

    def cells(self) -> list[str]:
        return [number(self.megabytes, 2), number(self.parameters, 2), number(self.macs, 2),
                number(self.milliseconds, 1), number(self.agreement)]


def cost(path: Path, role: str, shape: tuple[int, ...], inputs: list[np.ndarray], expected: list[np.ndarray],
         repeat: int = 5) -> Cost:
    model = onnx.load(path)
    parameters, macs = cost_of(import_onnx(path), shape)
    hop = verify.compare(path.name, role, 0.3, expected, engines.run_onnx(model, inputs))
    return Cost(path.stat().st_size / 1e6, parameters / 1e6, macs / 1e9, _milliseconds(model, shape, repeat),
                hop.agreement)


def _milliseconds(model: onnx.ModelProto, shape: tuple[int, ...], repeat: int) -> float:
    x = np.random.default_rng(0).uniform(-1, 1, shape).astype(np.float32)
    options, seconds = onnxruntime.SessionOptions(), []
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    for _ in range(repeat):
        start = time.perf_counter()
        session.run(None, {session.get_inputs()[0].name: x})
        seconds.append(time.perf_counter() - start)
    return min(seconds) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", help="the original first")
    parser.add_argument("--role", choices=SHAPES, required=True)
    parser.add_argument("--shape")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    shape = tuple(int(side) for side in (options.shape or SHAPES[options.role]).split("x"))
    inputs = samples.batches(options.role, SETTINGS)
    expected = engines.run_onnx(onnx.load(options.files[0]), inputs)
    rows = [[path.name, *cost(path, options.role, shape, inputs, expected, options.repeat).cells()]
            for path in options.files]
    print(table(HEADER, rows))


if __name__ == "__main__":
    run_command(main)
