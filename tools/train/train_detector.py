"""Trains a detector: from scratch on rendered pages, or to a teacher's probability maps, or both.

    python -m tools.train.train_detector --net dbnet-mobilenet --charset chars.txt --checkpoint run/det.pt \
        --output run/det.onnx [--teacher teacher.onnx] [--pictures FOLDER --real 0.5] [--steps 5000]
    python -m tools.train.train_detector --model pruned.onnx --teacher teacher.onnx --pictures FOLDER ...
    python -m tools.train.train_detector --model pruned.onnx --pieces pieces/ --checkpoint run/det.pt --output det.onnx

`--net` names a network of tools.nets.build, `--model` takes an ONNX file, such as a pruned one. `--pieces` is a folder
of tools.data.make_pieces, where the teacher's maps lie ready, so that it does not run again in each step. Without it
and without `--charset` nothing is rendered: pieces are cut out of the `--pictures`, which suits a GPU. Switches:
`--db` (supervised losses, only for `--net`), `--maps` (distillation), `--edges` (how much more a pixel counts where the
teacher's map changes).
"""

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from tools.convert import charset
from tools.data.pictures import pictures_of
from tools.errors import ToolError, run_command
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import ImportedNet, export_imported, import_onnx
from tools.train import devices, losses
from tools.train.checkpoint import origins_of
from tools.train.loop import Loop, LoopConfig, add_config, config_of
from tools.train.optimizer import RelativeAdam
from tools.train.page_batches import PageBatch, PageBatches, PieceBatches, all_of
from tools.train.picture_cuts import PictureCuts

HELD_OUT = 0.05  # of the pictures, where a teacher is there to compare with


@dataclass(frozen=True)
class DetectorConfig(LoopConfig):
    lr: float = 1e-3
    db: float = 1.0
    maps: float = 1.0
    edges: float = 0.0
    side: int = 384
    batch: int = 8
    real: float = 0.0


@dataclass
class DetectorLesson:
    net: nn.Module
    teacher: nn.Module | None
    config: DetectorConfig

    def losses(self, batch: PageBatch) -> dict[str, Tensor]:
        pictures = batch.pictures.to(memory_format=torch.channels_last)
        parts, supervised = {}, bool(batch.target) and self.config.db and hasattr(self.net, "maps")
        if supervised:
            shrunk, border = self.net.maps(pictures)
            parts["db"] = self.config.db * losses.db_loss(shrunk, border, batch.target)
        if self.config.maps and (batch.maps is not None or self.teacher is not None):
            logits = shrunk if supervised else self.net.logits(pictures)
            parts["maps"] = self.config.maps * losses.map_distillation(logits, seen_by(self.teacher, batch),
                                                                       self.config.edges)
        if not parts:
            raise ToolError("nothing to learn from: give --teacher, or --pieces, or a --net and rendered pages")
        return parts


@torch.no_grad()
def seen_by(teacher: nn.Module | None, batch: PageBatch) -> Tensor:
    """The teacher's maps: those of the store, or computed now."""
    return batch.maps if batch.maps is not None else teacher(batch.pictures).float()


@torch.no_grad()
def map_dice(net: nn.Module, teacher: nn.Module | None, batches: list[PageBatch]) -> float:
    """Overlap of the two networks' maps at the threshold that the reader uses, 0 to 1."""
    overlap = total = 0
    for batch in (batch.to(devices.place_of(net)) for batch in batches):
        found, seen = net(batch.pictures) > 0.3, seen_by(teacher, batch) > 0.3
        overlap += int((found & seen).sum())
        total += int(found.sum() + seen.sum())
    return 2 * overlap / max(total, 1)


def optimizer_for(net: nn.Module, lr: float) -> torch.optim.Optimizer:
    """Imported weights have batch norm folded in, see optimizer.py; ours are trained as usual."""
    if isinstance(net, ImportedNet):
        return RelativeAdam(net.parameters(), lr)
    return torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr, weight_decay=1e-4)


def student_of(net: str | None, model: Path | None, classes: int = 0) -> nn.Module:
    if bool(net) == bool(model):
        raise ToolError("give one of --net and --model")
    student = import_onnx(model) if model else build(net, classes)
    return student.to(memory_format=torch.channels_last).train()


def export(net: nn.Module, path: Path) -> None:
    (export_imported if isinstance(net, ImportedNet) else export_onnx)(net, path)


def train(net: nn.Module, teacher: nn.Module | None, config: DetectorConfig, source: PageBatches | PieceBatches,
          checkpoint: Path, held_out: list[PageBatch] = (), origins: dict[str, Any] | None = None) -> nn.Module:
    """Returns the averaged network; reports its overlap with the teacher on `held_out`."""
    lesson = DetectorLesson(net, teacher and teacher.to(config.place), config)

    def report(averaged: nn.Module, step: int) -> dict[str, float]:
        if not held_out:
            return {}
        overlap = map_dice(averaged, teacher, held_out)
        print(f"step {step}: dice to the teacher {overlap:.3f}", file=sys.stderr)
        return {"dice to the teacher": round(overlap, 4)}

    return Loop(net, optimizer_for(net, config.lr), config, source, lesson.losses, report, origins or {}).run(checkpoint)


def pieces(options: argparse.Namespace, config: DetectorConfig) -> tuple[PieceBatches, list[PageBatch]]:
    stores = [folder / "held_out" for folder in options.pieces]
    held_out = [batch for store in stores if store.is_dir() for batch in all_of(store, config.batch)]
    return PieceBatches([folder / "train" for folder in options.pieces], config.seed, config.batch), held_out


def pages(options: argparse.Namespace, config: DetectorConfig,
          teacher: nn.Module | None) -> tuple[PageBatches, list[PageBatch]]:
    """What is rendered and cut while it is learnt; with a teacher also what it is compared on, from others."""
    characters = charset.from_file(options.charset)
    if teacher is None:
        files = pictures_of(options.pictures)
        return PageBatches(characters, config.seed, config.side, config.batch, files, config.real), []
    learnt, held_out = parted(options.pictures, config)
    if config.real and not learnt:
        raise ToolError("--pictures has one picture or none; with a --teacher one is to learn from and one is held out")
    source, other = (PageBatches(characters, seed, config.side, batch, part, config.real) for seed, batch, part in
                     ((config.seed, config.batch, learnt), (config.seed + 1, 2, held_out)))
    return source, [other.draw() for _ in range(12)]


def cuts(options: argparse.Namespace, config: DetectorConfig,
         teacher: nn.Module | None) -> tuple[PictureCuts, list[PageBatch]]:
    """Pieces of pictures alone, in which the teacher sees what there is to learn."""
    learnt, held_out = parted(options.pictures, config)
    if teacher is None or not learnt:
        raise ToolError(f"there is nothing to learn from: found {len(learnt) + len(held_out)} --pictures and "
                        f"{'a' if teacher else 'no'} --teacher; expected --pieces, a --charset to render pages with, "
                        "or a --teacher and at least two pictures")
    source, other = (PictureCuts(part, seed, config.side, batch, config.place) for part, seed, batch in
                     ((learnt, config.seed, config.batch), (held_out, config.seed + 1, 8)))
    return source, [other.draw() for _ in range(25)]


def parted(folders: list[Path], config: DetectorConfig) -> tuple[list[Path], list[Path]]:
    """Pictures to learn from and pictures to be compared on."""
    files = pictures_of(folders)
    files = random.Random(config.seed).sample(files, len(files))
    count = max(1, round(HELD_OUT * len(files)))
    return files[count:], files[:count]


def source_of(options: argparse.Namespace, config: DetectorConfig, teacher: nn.Module | None) -> tuple:
    """Batches to learn from, and those to be compared on."""
    if options.pieces:
        return pieces(options, config)
    return (pages if options.charset else cuts)(options, config, teacher)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--net")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--pieces", action="append", type=Path, default=[], help="a folder of tools.data.make_pieces")
    parser.add_argument("--charset", type=Path)
    parser.add_argument("--pictures", action="append", type=Path, default=[])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    add_config(parser, DetectorConfig)
    options = parser.parse_args()
    config = config_of(options, DetectorConfig)
    torch.manual_seed(config.seed)
    teacher = import_onnx(options.teacher).requires_grad_(False) if options.teacher else None
    torch.backends.cudnn.benchmark = True  # all pieces have one size, so the fastest way is worth a search
    source, held_out = source_of(options, config, teacher)
    net = train(student_of(options.net, options.model), teacher, config, source, options.checkpoint, held_out,
                origins_of(options, ("model", "teacher", "charset"), ("pieces", "pictures")))
    export(net, options.output)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
