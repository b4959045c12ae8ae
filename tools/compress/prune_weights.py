"""Sets the smallest weights to zero, by `torch.nn.utils.prune.l1_unstructured`.

    python -m tools.compress.prune_weights model.onnx --amount 0.4 --output pruned.onnx

The file keeps its shape and, uncompressed, its size: zeros are stored and multiplied like other numbers. The command
prints what the same weights take dense, sparse (value and index of what is left) and compressed.
"""

import argparse
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils import prune

from tools.errors import ToolError, run_command
from tools.nets.import_onnx import export_imported, import_onnx


@dataclass(frozen=True)
class WeightSizes:
    """Bytes of all weights of two and more axes."""

    dense: int
    sparse: int
    deflated: int
    zeros: float  # share of the weights

    def __str__(self) -> str:
        return (f"zeros {self.zeros:.1%}, dense {self.dense:,} bytes, sparse {self.sparse:,}, "
                f"deflated {self.deflated:,}")


def prune_smallest(net: nn.Module, amount: float) -> None:
    """Zeroes the share `amount` of each weight with two and more axes, smallest magnitudes first, for good."""
    if not 0 <= amount < 1:
        raise ToolError(f"the amount to prune is {amount}, expected 0 to 1")
    for module in list(net.modules()):
        for name, weight in list(module.named_parameters(recurse=False)):
            if weight.dim() >= 2:
                _prune(module, name, amount)


def _prune(module: nn.Module, name: str, amount: float) -> None:
    holder = nn.Module()  # pruning renames what it prunes, which a ParameterDict does not bear
    holder.register_parameter("weight", nn.Parameter(module.get_parameter(name).detach()))
    prune.l1_unstructured(holder, "weight", amount=amount)
    prune.remove(holder, "weight")
    with torch.no_grad():
        module.get_parameter(name).copy_(holder.weight)


def weight_sizes(net: nn.Module) -> WeightSizes:
    values = [p.detach().numpy().ravel() for p in net.parameters() if p.dim() >= 2]
    flat = np.concatenate(values).astype(np.float32)
    left = int(np.count_nonzero(flat))
    index_bytes = 4  # one 32-bit column index a value, as compressed sparse rows have
    return WeightSizes(flat.nbytes, left * (flat.itemsize + index_bytes), len(zlib.compress(flat.tobytes(), 6)),
                       1 - left / flat.size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--amount", type=float, default=0.4)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    net = import_onnx(options.model)
    print("before:", weight_sizes(net))
    prune_smallest(net, options.amount)
    export_imported(net, options.output)
    print("after: ", weight_sizes(net))


if __name__ == "__main__":
    run_command(main)
