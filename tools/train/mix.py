"""Between two trained networks of one shape: weights mixed by share, and the share looked for on held-out lines.

    python -m tools.train.mix old.onnx new.onnx --share 0.75 --output mixed.onnx
    python -m tools.train.mix old.onnx new.onnx --try 0.5 0.75 1.0 --charset chars.txt --held-out lines/held_out ...

A network taught further forgets what it was not shown; a part of the way back often keeps most of both.
"""

import argparse
from pathlib import Path

from torch import Tensor

from tools.errors import ToolError, run_command
from tools.nets.import_onnx import ImportedNet, export_imported, import_onnx
from tools.train import trials
from tools.train.averaging import mixed, set_weights


def values_of(net: ImportedNet) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in net.named_parameters()}


def between(old: ImportedNet, new: ImportedNet, share: float) -> ImportedNet:
    """A network with `share` of the new weights; takes the place of `old`'s graph."""
    a, b = values_of(old), values_of(new)
    if {n: v.shape for n, v in a.items()} != {n: v.shape for n, v in b.items()}:
        raise ToolError("the two networks have different weights; expected one of them taught from the other")
    result = ImportedNet(old.graph).eval()
    set_weights(result, mixed(a, b, share))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--share", type=float)
    parser.add_argument("--output", type=Path)
    trials.add_options(parser)
    options = parser.parse_args()
    old, new = import_onnx(options.old), import_onnx(options.new)
    trials.run(options, lambda share: between(old, new, share))
    if options.output:
        if options.share is None:
            raise ToolError("--output needs --share")
        export_imported(between(old, new, options.share), options.output)
        print(options.output)


if __name__ == "__main__":
    run_command(main)
