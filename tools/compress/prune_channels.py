"""Takes whole channels out of an ONNX model: the file, the time and the memory really shrink.

    python -m tools.compress.prune_channels model.onnx --ratio 0.4 --output pruned.onnx

Every group of channels that live together loses the same share, those whose weights have the smallest L1 norm. What
is left is an ordinary ONNX file: teach it with tools.train, as any other.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from tools.compress.channel_groups import ChannelGroups, find_groups
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.nets.cost import cost_of
from tools.nets.import_onnx import import_onnx
from tools.nets.onnx_graph import Graph, read_graph

MULTIPLE = 8  # channels that are left: whole vectors


def prune_channels(graph: Graph, ratio: float) -> onnx.ModelProto:
    """The model without the share `ratio` of its prunable channels."""
    if not 0 <= ratio < 1:
        raise ToolError(f"the ratio to prune is {ratio}, expected 0 to 1")
    groups = find_groups(graph)
    importance = _importance(graph, groups)
    kept = {group: _kept(importance[group], ratio) for group in groups.prunable() if group in importance}
    proto = onnx.ModelProto()
    proto.CopyFrom(graph.proto)
    _cut_constants(proto, graph, groups, kept)
    _cut_depthwise(proto, groups, kept)
    del proto.graph.value_info[:]  # shapes that no longer hold
    onnx.checker.check_model(proto)
    return proto


def _importance(graph: Graph, groups: ChannelGroups) -> dict[int, np.ndarray]:
    """Sum over the layers that make a group of each channel's share of the layer's L1 norm."""
    total: dict[int, np.ndarray] = {}
    for use in groups.uses:
        if use.makes:
            weight = np.abs(graph.constants[use.constant])
            norm = weight.sum(axis=tuple(axis for axis in range(weight.ndim) if axis != use.axis))
            group = groups.root(use.pieces[0])
            total[group] = total.get(group, 0) + norm / max(norm.sum(), 1e-12)
    return total


def _kept(importance: np.ndarray, ratio: float) -> np.ndarray:
    """Sorted indices of the channels that stay."""
    wanted = len(importance) * (1 - ratio)
    count = min(len(importance), max(MULTIPLE, round(wanted / MULTIPLE) * MULTIPLE))
    return np.sort(np.argsort(-importance, kind="stable")[:count])


def _cut_constants(proto: onnx.ModelProto, graph: Graph, groups: ChannelGroups, kept: dict[int, np.ndarray]) -> None:
    axes: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for use in groups.uses:
        axes[use.constant][use.axis] = use.pieces
    for item in proto.graph.initializer:
        array = graph.constants[item.name]
        for axis, pieces in axes.get(item.name, {}).items():
            if any(groups.root(piece) in kept for piece in pieces):
                array = np.take(array, _indices(groups, pieces, kept), axis)
        item.CopyFrom(numpy_helper.from_array(np.array(array, order="C"), item.name))


def _indices(groups: ChannelGroups, pieces: list[int], kept: dict[int, np.ndarray]) -> np.ndarray:
    """Channels that stay of an axis made of several groups."""
    parts, offset = [], 0
    for piece in pieces:
        size, group = groups.sizes[piece], groups.root(piece)
        parts.append(kept[group] + offset if group in kept else np.arange(offset, offset + size))
        offset += size
    return np.concatenate(parts)


def _cut_depthwise(proto: onnx.ModelProto, groups: ChannelGroups, kept: dict[int, np.ndarray]) -> None:
    counts = {step.outputs[0]: kept[groups.root(group)] for step, group in groups.depthwise
              if groups.root(group) in kept}
    for node in proto.graph.node:
        if node.op_type == "Conv" and node.output[0] in counts:
            next(a for a in node.attribute if a.name == "group").i = len(counts[node.output[0]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--ratio", type=float, default=0.4)
    parser.add_argument("--shape", default="1x3x736x736", help="the input at which the cost is counted")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    proto = prune_channels(read_graph(options.model), options.ratio)
    write_file(options.output, proto.SerializeToString())
    shape = tuple(int(side) for side in options.shape.split("x"))
    for path in (options.model, options.output):
        parameters, macs = cost_of(import_onnx(path), shape)
        print(f"{path.name}: {parameters / 1e6:.2f} M parameters, {macs / 1e9:.2f} GMACs, "
              f"{path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    run_command(main)
