"""Where two MNN files of one network part: every layer's output side by side.

    python -m tools.convert.layers A.mnn B.mnn --input x --inputs INPUTS.npz [--least 0.1]

A is the one in floats, B a stored or quantised form of it; INPUTS.npz has one array, the network's input. A row a layer
that both have: the difference's norm over that of A's output, and the largest value of both, which shows where a
quantiser's range cut something off. `--least` hides layers that differ by less.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from tools.convert.converter import run_worker
from tools.environments import json_printed
from tools.errors import ToolError, run_command
from tools.tables import table

HEADER = ("layer", "operation", "relative difference", "largest in A", "in B")


@dataclass(frozen=True)
class Layer:
    name: str
    operation: str
    difference: float
    largest: tuple[float, float]  # absolute values in A and in B

    def cells(self) -> list[str]:
        return [self.name, self.operation, f"{self.difference:.3f}", *(f"{value:.3f}" for value in self.largest)]


def compare_layers(a: Path, b: Path, input_name: str, inputs: Path) -> list[Layer]:
    """In the order of computing; layers whose name or shape only one of the files has are left out."""
    for path in (a, b, inputs):
        if not path.is_file():
            raise ToolError(f"{path} is not a file; expected two MNN networks and an .npz with the input")
    answer = run_worker("layers", a.resolve(), b.resolve(), input_name, inputs.resolve())
    rows = json_printed(answer)
    if not rows:
        raise ToolError(f"{a} and {b} have no layer in common; expected two forms of one network")
    return [Layer(name, operation, difference, tuple(largest)) for name, operation, difference, largest in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a", type=Path)
    parser.add_argument("b", type=Path)
    parser.add_argument("--input", default="x", help="name of the input")
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--least", type=float, default=0.0)
    options = parser.parse_args()
    layers = compare_layers(options.a, options.b, options.input, options.inputs)
    print(table(HEADER, [layer.cells() for layer in layers if layer.difference >= options.least]))


if __name__ == "__main__":
    run_command(main)
