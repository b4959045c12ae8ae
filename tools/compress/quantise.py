"""A network in 8 bits.

    python -m tools.compress.quantise model.onnx --output int8.onnx                       # weights only
    python -m tools.compress.quantise model.onnx --config config.json --output int8.onnx  # activations too
    python -m tools.compress.quantise model.onnx --report [--shape 1x3x48x320]            # which layers suffer

`config.json` has the keys format, path, width, height, mean, normal: the folder of calibration pictures and how they
become the network's input. `--keep-float N` leaves the N layers that suffer most as they are; the command lists them.
"""

import argparse
from pathlib import Path

import torch

from tools.compress.calibration import calibration_inputs, quantise_static, read_config
from tools.compress.int8_weights import int8_proto, layer_damage
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.nets.import_onnx import ImportedNet, import_onnx


def most_damaged(net: ImportedNet, x: torch.Tensor, count: int) -> list[str]:
    """Names of the `count` weights whose rounding changes the output most."""
    return [name for name, _ in layer_damage(net, x)[:count]]


def _nodes_using(net: ImportedNet, weights: list[str]) -> list[str]:
    return [node.name for node in net.graph.proto.graph.node if set(node.input) & set(weights)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--keep-float", type=int, default=0, metavar="N")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--shape", default="1x3x48x320", help="of the random input for --report and --keep-float")
    options = parser.parse_args()
    net = import_onnx(options.model)
    x = _sample(options)
    if options.report:
        for name, damage in layer_damage(net, x):
            print(f"{damage:.3e}  {name}")
    kept = most_damaged(net, x, options.keep_float) if options.keep_float else []
    for name in kept:
        print(f"stays in floating point: {name}")
    if options.output and options.config:
        config = read_config(options.config)
        quantise_static(options.model, options.output, config, net.graph.input_name, _nodes_using(net, kept))
    elif options.output:
        write_file(options.output, int8_proto(net, frozenset(kept)).SerializeToString())
    elif not options.report:
        raise ToolError("nothing to do: give --output or --report")
    if options.output:
        print(f"{options.model.stat().st_size:,} -> {options.output.stat().st_size:,} bytes")


def _sample(options: argparse.Namespace) -> torch.Tensor:
    """A calibration picture where there is one, else noise of the asked shape."""
    if options.config:
        return torch.from_numpy(next(calibration_inputs(read_config(options.config))))
    shape = tuple(int(side) for side in options.shape.split("x"))
    return torch.rand(shape, generator=torch.Generator().manual_seed(0)) * 2 - 1


if __name__ == "__main__":
    run_command(main)
