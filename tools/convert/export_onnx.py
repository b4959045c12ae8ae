"""A checkpoint of a training here, or a plain state dict of one of our networks, as ONNX.

    python -m tools.convert.export_onnx --ckpt run/rec.pt --net vit-light --classes 6906 --output rec.onnx
    python -m tools.convert.export_onnx --ckpt run/det.pt --model pruned.onnx --output det.onnx

`--net` names a network of tools.nets.build; `--model` is the ONNX file that an imported network was trained from. A
checkpoint's averaged weights are taken, or with `--last` those of its last step. Needs PyTorch
(tools/requirements-train.txt).
"""

import argparse
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from tools.errors import ToolError, run_command
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import ImportedNet, export_imported, import_onnx
from tools.train import checkpoint


def weights_of(state: dict[str, Any], last: bool) -> dict[str, Tensor]:
    """Of a checkpoint; a dict of tensors alone is taken as it is."""
    if "net" not in state:
        return state
    return state["net"] if last else {**state["net"], **state["average"]["values"]}


def load_weights(net: nn.Module, weights: dict[str, Tensor], path: Path) -> None:
    try:
        net.load_state_dict(weights)
    except (RuntimeError, AttributeError, TypeError) as error:
        raise ToolError(f"{path} does not fit the network: {str(error).splitlines()[-1].strip()}") from error


def export(net: nn.Module, path: Path) -> None:
    (export_imported if isinstance(net, ImportedNet) else export_onnx)(net.eval(), path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ckpt", type=Path, required=True)
    parser.add_argument("--net")
    parser.add_argument("--classes", type=int, default=0, help="of a recogniser, the blank included")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--last", action="store_true")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    if bool(options.net) == bool(options.model):
        raise ToolError("give one of --net and --model")
    net = import_onnx(options.model) if options.model else build(options.net, options.classes)
    load_weights(net, weights_of(checkpoint.load(options.ckpt), options.last), options.ckpt)
    export(net, options.output)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
