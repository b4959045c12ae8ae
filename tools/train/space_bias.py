"""How readily a recogniser writes spaces: a number added to the logit of its last class, looked for on held-out lines.

    python -m tools.train.space_bias rec.onnx --try 0 0.5 1 --charset chars.txt --held-out lines/held_out ...
    python -m tools.train.space_bias rec.onnx --add 0.5 --output readier.onnx

A network that was taught spaces and then mixed with one that knew few writes too few of them. No other character
depends on that number, and no time.
"""

import argparse
from pathlib import Path

import torch

from tools.errors import ToolError, run_command
from tools.nets.import_onnx import ImportedNet, export_imported, import_onnx
from tools.train import trials


@torch.no_grad()
def with_space_bias(net: ImportedNet, added: float) -> ImportedNet:
    """Takes the place of `net`."""
    weight, bias = (values.clone() for values in net.classifier())
    bias[..., -1] += added
    net.replace_classifier(weight, bias)
    return net


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--add", type=float)
    parser.add_argument("--output", type=Path)
    trials.add_options(parser)
    options = parser.parse_args()
    trials.run(options, lambda number: with_space_bias(import_onnx(options.model), number))
    if options.output:
        if options.add is None:
            raise ToolError("--output needs --add")
        export_imported(with_space_bias(import_onnx(options.model), options.add), options.output)
        print(options.output)


if __name__ == "__main__":
    run_command(main)
