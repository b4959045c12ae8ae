"""A table of how much can be pruned, and what each way of doing it is worth, before anything is taught.

    python -m tools.compress.ratios det.onnx --pieces pieces/ --ratios 0.2 0.4 0.6 --folder run/ratios [--count 48]

For each ratio four files: channels chosen by their weights or by what they move, and each repaired or not. Size,
multiply-accumulates and time as in tools.compress.table; dice to the original's maps on the pieces held out. A file
that lies in the folder is not made again.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from tools.compress.prune_channels import prune_channels
from tools.compress.repair import channel_spread, pictures_of_store, repaired
from tools.compress.table import SHAPES, cost
from tools.data.piece_store import PieceStore
from tools.errors import run_command
from tools.files import write_file
from tools.nets.import_onnx import ImportedNet
from tools.nets.onnx_graph import Graph, read_graph
from tools.tables import table
from tools.progress import Progress

HEADER = ("ratio", "chosen by", "repaired", "MB", "M parameters", "GMACs", "ms", "dice")
BATCH = 8
WAYS = (("weights", "no"), ("spread", "no"), ("weights", "yes"), ("spread", "yes"))


def file_of(folder: Path, ratio: float, chosen: str, repair: str) -> Path:
    return folder / f"{ratio:.2f}-{chosen}{'-repaired' if repair == 'yes' else ''}.onnx"


def make(graph: Graph, folder: Path, ratios: list[float], pictures: torch.Tensor) -> None:
    """The files that are not there yet."""
    wanted = [(ratio, *way) for ratio in ratios for way in WAYS if not file_of(folder, ratio, *way).is_file()]
    spread = channel_spread(ImportedNet(graph), pictures) if wanted else None
    progress = Progress(len(wanted), "files")
    for ratio, chosen, repair in wanted:
        pruned = prune_channels(graph, ratio, spread if chosen == "spread" else None)
        proto = repaired(graph, pruned, pictures) if repair == "yes" else pruned.proto
        write_file(file_of(folder, ratio, chosen, repair), proto.SerializeToString())
        progress.advance()


def held_out(folder: Path, count: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Pictures f32 [N, 3, S, S] in -1..1 and maps f32 [N, 1, S, S] in 0..1, in batches."""
    store = PieceStore(folder)
    places = range(min(count, len(store)))
    batches = [np.stack([store[i] for i in places[first:first + BATCH]]) for first in places[::BATCH]]
    return ([(pieces[..., :3].transpose(0, 3, 1, 2) / 127.5 - 1).astype(np.float32) for pieces in batches],
            [pieces[..., 3][:, None] / 255 for pieces in batches])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--ratios", type=float, nargs="+", default=[0.2, 0.4, 0.6])
    parser.add_argument("--count", type=int, default=48, help="of the pieces that are looked at, and of those held out")
    parser.add_argument("--shape", default=SHAPES["detector"])
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    make(read_graph(options.model), options.folder, options.ratios,
         pictures_of_store(options.pieces / "train", options.count))
    shape = tuple(int(side) for side in options.shape.split("x"))
    pictures, maps = held_out(options.pieces / "held_out", options.count)
    rows = [[f"{ratio:.2f}", *way, *cost(file_of(options.folder, ratio, *way), "detector", shape, pictures, maps,
                                         repeat=3).cells()] for ratio in options.ratios for way in WAYS]
    print(table(HEADER, rows))


if __name__ == "__main__":
    run_command(main)
