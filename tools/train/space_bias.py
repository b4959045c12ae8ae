"""How readily a recogniser writes spaces: a number added to the logit of its last class, looked for on held-out lines.

    python -m tools.train.space_bias rec.onnx --try 0 0.5 1 --charset chars.txt --held-out lines/held_out ...
    python -m tools.train.space_bias rec.onnx --add 0.5 --output readier.onnx

A network that was taught spaces and then mixed with one that knew few writes too few of them. No other character
depends on that number, and no time.
"""

import argparse
from pathlib import Path

import torch

from tools.convert import charset
from tools.data.line_store import LineStore
from tools.errors import ToolError, run_command
from tools.nets.import_onnx import ImportedNet, export_imported, import_onnx
from tools.train.reading_score import score_reading


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
    parser.add_argument("--try", dest="numbers", type=float, nargs="+", default=[])
    parser.add_argument("--charset", type=Path)
    parser.add_argument("--held-out", type=Path, action="append", default=[])
    parser.add_argument("--limit", type=int, default=400, help="lines of each held-out store")
    options = parser.parse_args()
    if options.numbers and not (options.charset and options.held_out):
        raise ToolError("--try needs --charset and --held-out")
    for number in options.numbers:
        net = with_space_bias(import_onnx(options.model), number).eval()
        characters = charset.for_classes(options.charset, net.classes)
        for path in options.held_out:
            print(f"{number:.2f} {path}: {score_reading(net, LineStore(path), characters, options.limit)}", flush=True)
    if options.output:
        if options.add is None:
            raise ToolError("--output needs --add")
        export_imported(with_space_bias(import_onnx(options.model), options.add), options.output)
        print(options.output)


if __name__ == "__main__":
    run_command(main)
