"""Networks by name, and as ONNX: `build("dbnet-mobilenet")`, `export_onnx(net, path)`.

    python -m tools.nets.build NAME [--classes 6906]       # prints parameters and multiply-accumulates
"""

import argparse
import io
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.nets.cost import cost_of
from tools.nets.dbnet import DBNet
from tools.nets.mobilenet import MobileNetV3Small
from tools.nets.resnet import ResNet
from tools.nets.vit import LIGHT, TEACHER, VitConfig, VitRecognizer

BUILDERS: dict[str, Callable[[int], nn.Module]] = {
    "dbnet-resnet50": lambda classes: DBNet(ResNet(50), width=256),
    "dbnet-resnet18": lambda classes: DBNet(ResNet(18), width=256),
    "dbnet-mobilenet": lambda classes: DBNet(MobileNetV3Small(), width=96),
    "dbnet-tiny": lambda classes: DBNet(ResNet(18, width=8), width=48),
    "vit-teacher": lambda classes: VitRecognizer(VitConfig(classes, **TEACHER)),
    "vit-light": lambda classes: VitRecognizer(VitConfig(classes, **LIGHT)),
    "vit-tiny": lambda classes: VitRecognizer(VitConfig(classes, width=64, depth=2, heads=4, head=48)),
}


def build(name: str, classes: int = 0) -> nn.Module:
    """`classes`: a recogniser's, the blank included."""
    if name not in BUILDERS:
        raise ToolError(f"the network is {name!r}, expected one of {', '.join(BUILDERS)}")
    if name.startswith("vit") and classes < 2:
        raise ToolError(f"{name} needs at least 2 classes, found {classes}")
    return BUILDERS[name](classes)


def is_detector(net: nn.Module) -> bool:
    return hasattr(net, "maps")


def export_onnx(net: nn.Module, path: Path) -> None:
    """Writes ONNX with names `x` and `y`; batch and both sides (a recogniser's width) may change at run time."""
    detector = is_detector(net)
    example = torch.zeros(2, 3, 64, 96) if detector else torch.zeros(2, 3, 48, 320)
    axes = {0: "n", 2: "h", 3: "w"} if detector else {0: "n", 3: "w"}
    outputs = {0: "n", 2: "h", 3: "w"} if detector else {0: "n", 1: "t"}
    buffer = io.BytesIO()
    torch.onnx.export(net.eval(), (example,), buffer, input_names=["x"], output_names=["y"], opset_version=13,
                      dynamic_axes={"x": axes, "y": outputs}, dynamo=False)
    write_file(Path(path), buffer.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=BUILDERS)
    parser.add_argument("--classes", type=int, default=6906)
    options = parser.parse_args()
    net = build(options.name, options.classes).eval()
    shape = (1, 3, 736, 736) if is_detector(net) else (1, 3, 48, 320)
    parameters, macs = cost_of(net, shape)
    print(f"{options.name}: {parameters / 1e6:.2f} M parameters, {macs / 1e9:.2f} GMACs at {shape[2]}x{shape[3]}")


if __name__ == "__main__":
    run_command(main)
