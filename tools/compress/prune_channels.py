"""Takes whole channels out of an ONNX model: the file, the time and the memory really shrink.

    python -m tools.compress.prune_channels model.onnx --ratio 0.4 --output pruned.onnx [--pieces pieces/train]
    python -m tools.compress.prune_channels model.onnx --keep-macs 0.4 --pieces pieces/train --output pruned.onnx

Every group of channels that live together loses the same share, or, with `--keep-macs`, as much as it can spare (see
allocation.py): those whose weights have the smallest L1 norm, or, with `--pieces` (of tools.data.make_pieces), those
that move least what the next layers compute. The layers that are left are then fitted, one after another, to what the
original computes (see repair.py; `--repair no` leaves them). The result is an ordinary ONNX file: teach it with
tools.train, as any other.
"""

import argparse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from torch import Tensor

from tools.compress.allocation import allocate, damages, layer_costs
from tools.compress.channel_groups import ChannelGroups, find_groups, kept_channels
from tools.compress.repair import channel_spread, pictures_of_store, repaired
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.nets.cost import cost_of
from tools.nets.import_onnx import ImportedNet, import_onnx
from tools.nets.onnx_graph import Graph, read_graph

MULTIPLE = 8  # channels that are left: whole vectors
LOOKED_AT = 12  # pieces that tell what a group can spare


@dataclass(frozen=True)
class Pruned:
    proto: onnx.ModelProto
    groups: ChannelGroups
    kept: dict[int, np.ndarray]  # root of a group that lost channels -> those that stay

    def channels(self, tensor: str) -> np.ndarray:
        """Where the channels of an activation stand in that of the original."""
        return kept_channels(self.groups, self.groups.tensors[tensor], self.kept)


def prune_channels(graph: Graph, ratio: float, spread: dict[str, np.ndarray] | None = None) -> Pruned:
    """The model without the share `ratio` of its prunable channels; `spread` as channel_spread gives it."""
    if not 0 <= ratio < 1:
        raise ToolError(f"the ratio to prune is {ratio}, expected 0 to 1")
    groups = find_groups(graph)
    order = _order(graph, groups, spread)
    return _without(graph, groups, order, {group: whole_vectors(len(of) * (1 - ratio)) for group, of in order.items()})


def prune_to(graph: Graph, macs: float, pictures: Tensor, spread: dict[str, np.ndarray] | None = None) -> Pruned:
    """The model with the share `macs` of its multiplications, of each group those channels that it can spare."""
    groups = find_groups(graph)
    order = _order(graph, groups, spread)
    damage = damages(graph, groups, order, pictures[:LOOKED_AT])
    counts = allocate(groups, layer_costs(graph, groups, pictures), damage, macs, whole_vectors)
    return _without(graph, groups, order, counts)


def whole_vectors(channels: float) -> int:
    return max(MULTIPLE, round(channels / MULTIPLE) * MULTIPLE)


def _order(graph: Graph, groups: ChannelGroups, spread: dict[str, np.ndarray] | None) -> dict[int, np.ndarray]:
    """Of each group that may lose channels: its channels, the least important first."""
    importance = _importance(graph, groups, spread)
    return {group: np.argsort(-importance[group], kind="stable")[::-1] for group in groups.prunable()
            if group in importance}


def _without(graph: Graph, groups: ChannelGroups, order: dict[int, np.ndarray], counts: dict[int, int]) -> Pruned:
    kept = {group: np.sort(channels[-min(len(channels), counts[group]):]) for group, channels in order.items()}
    proto = onnx.ModelProto()
    proto.CopyFrom(graph.proto)
    _cut_constants(proto, graph, groups, kept)
    _cut_depthwise(proto, groups, kept)
    del proto.graph.value_info[:]  # shapes that no longer hold
    onnx.checker.check_model(proto)
    return Pruned(proto, groups, kept)


def _importance(graph: Graph, groups: ChannelGroups, spread: dict[str, np.ndarray] | None) -> dict[int, np.ndarray]:
    """Of each group's channels: their shares of the norm of each layer that makes them, or of what each layer takes."""
    total: dict[int, np.ndarray] = {}
    for use in groups.uses:
        if spread is None and use.makes:
            share = _norms(graph.constants[use.constant], use.axis, 1)
        elif spread is not None and use.constant in spread and not use.makes:
            share = spread[use.constant] * _norms(graph.constants[use.constant], use.axis, 2)
        else:
            continue
        offset = 0
        for piece in use.pieces:
            part, group = share[offset:offset + groups.sizes[piece]], groups.root(piece)
            total[group] = total.get(group, 0) + part / max(share.sum(), 1e-30)
            offset += groups.sizes[piece]
    return total


def _norms(weight: np.ndarray, axis: int, power: int) -> np.ndarray:
    return (np.abs(weight.astype(np.float64)) ** power).sum(tuple(i for i in range(weight.ndim) if i != axis))


def _cut_constants(proto: onnx.ModelProto, graph: Graph, groups: ChannelGroups, kept: dict[int, np.ndarray]) -> None:
    axes: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for use in groups.uses:
        axes[use.constant][use.axis] = use.pieces
    for item in proto.graph.initializer:
        array = graph.constants[item.name]
        for axis, pieces in axes.get(item.name, {}).items():
            if any(groups.root(piece) in kept for piece in pieces):
                array = np.take(array, kept_channels(groups, pieces, kept), axis)
        item.CopyFrom(numpy_helper.from_array(np.array(array, order="C"), item.name))


def _cut_depthwise(proto: onnx.ModelProto, groups: ChannelGroups, kept: dict[int, np.ndarray]) -> None:
    counts = {step.outputs[0]: kept[groups.root(group)] for step, group in groups.depthwise
              if groups.root(group) in kept}
    for node in proto.graph.node:
        if node.op_type == "Conv" and node.output[0] in counts:
            next(a for a in node.attribute if a.name == "group").i = len(counts[node.output[0]])


def _pruned(options: argparse.Namespace) -> onnx.ModelProto:
    graph = read_graph(options.model)
    if not options.pieces:
        return prune_channels(graph, options.ratio).proto
    pictures = pictures_of_store(options.pieces, options.count)
    spread = channel_spread(ImportedNet(graph), pictures)
    pruned = (prune_to(graph, options.keep_macs, pictures, spread) if options.keep_macs is not None else
              prune_channels(graph, options.ratio, spread))
    return repaired(graph, pruned, pictures) if options.repair == "yes" else pruned.proto


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--ratio", type=float, default=0.4)
    parser.add_argument("--keep-macs", type=float, help="in place of a ratio: the share of the multiplications to keep")
    parser.add_argument("--shape", default="1x3x736x736", help="the input at which the cost is counted")
    parser.add_argument("--pieces", type=Path)
    parser.add_argument("--count", type=int, default=64, help="of the pieces that are looked at")
    parser.add_argument("--repair", choices=("yes", "no"), default="yes")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    if options.keep_macs is not None and not options.pieces:
        raise ToolError("--keep-macs needs --pieces to measure on")
    write_file(options.output, _pruned(options).SerializeToString())
    shape = tuple(int(side) for side in options.shape.split("x"))
    for path in (options.model, options.output):
        parameters, macs = cost_of(import_onnx(path), shape)
        print(f"{path.name}: {parameters / 1e6:.2f} M parameters, {macs / 1e9:.2f} GMACs, "
              f"{path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    run_command(main)
