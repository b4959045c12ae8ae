"""What PyTorch answers, the beginning of the hops that `verify` compares. Needs PyTorch (tools/requirements-train.txt).

    python -m tools.convert.torch_outputs MODEL.onnx INPUTS.npz OUTPUTS.npz [--ckpt run/rec.pt [--net vit-light]]

Without `--ckpt` the network is the one that tools.nets.import_onnx makes of MODEL.onnx; with it, its weights are the
checkpoint's; `--net` names a network of tools.nets.build instead of the imported one.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from tools.convert.export_onnx import load_weights, weights_of
from tools.errors import run_command
from tools.nets.build import build
from tools.nets.import_onnx import import_onnx
from tools.train import checkpoint


def network(model: Path, ckpt: Path | None, name: str) -> nn.Module:
    if not name:
        net = import_onnx(model)
    else:
        net = build(name, onnx.load(model).graph.output[0].type.tensor_type.shape.dim[-1].dim_value)
    if ckpt:
        load_weights(net, weights_of(checkpoint.load(ckpt), last=False), ckpt)
    return net.eval()


@torch.inference_mode()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("inputs", type=Path)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("--ckpt", type=Path)
    parser.add_argument("--net", default="")
    options = parser.parse_args()
    net = network(options.model, options.ckpt, options.net)
    with np.load(options.inputs) as inputs:
        np.savez(options.outputs, **{key: net(torch.from_numpy(inputs[key])).numpy() for key in inputs})


if __name__ == "__main__":
    run_command(main)
