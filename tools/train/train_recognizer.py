"""Trains a recogniser: from scratch, or by a teacher, or both; each loss has a switch.

    python -m tools.train.train_recognizer --net vit-light --charset chars.txt --store lines/train=1 \
        --checkpoint run/rec.pt --output run/rec.onnx [--teacher teacher.onnx] [--steps 100000]
    python -m tools.train.train_recognizer --model pruned.onnx --teacher teacher.onnx ...

`--ctc`: the texts. `--kl`: KL to the teacher's logits at `--temperature`, times its square. `--features`: squared
distance to what enters the teacher's classifier; the student then uses that classifier, frozen. `--logits`: the same
distance measured in logits, what KL becomes at a high temperature. Teacher and student share the charset. Where a
store has the teacher's features (tools.train.keep_features), the teacher does not run.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from tools.convert import charset
from tools.errors import ToolError, run_command
from tools.files import sha256_of_file
from tools.nets.import_onnx import ImportedNet, import_onnx
from tools.train import losses
from tools.train.checkpoint import origins_of
from tools.train.line_batches import LineBatch, LineBatches, Vocabulary, weighted_store
from tools.train.loop import Loop, LoopConfig, add_config, config_of
from tools.train.teach_recognizer import report_reading
from tools.train.train_detector import export, optimizer_for, student_of


@dataclass(frozen=True)
class RecognizerConfig(LoopConfig):
    lr: float = 1e-3
    ctc: float = 1.0
    kl: float = 0.0
    temperature: float = 6.0
    features: float = 0.0
    logits: float = 0.0
    pixels: int = 32 * 320  # lines x padded width of a batch
    narrowest: int = 320  # padded width of short lines


@dataclass
class RecognizerLesson:
    net: nn.Module
    teacher: ImportedNet | None
    config: RecognizerConfig

    def __post_init__(self) -> None:
        config = self.config
        if self.teacher is not None:
            self.teacher.to(config.place)
        elif config.kl or config.features or config.logits:
            raise ToolError("--kl, --features and --logits need a --teacher")
        if self.by_features:
            self.net.freeze_classifier(*self.teacher.classifier())
            self.metric = losses.logit_metric(self.teacher.classifier()[0]).to(config.place)

    @property
    def by_features(self) -> bool:
        return bool(self.config.features or self.config.logits)

    def losses(self, batch: LineBatch) -> dict[str, Tensor]:
        config = self.config
        features = self.net.features(batch.pictures) if self.by_features else None
        seen = self._seen(batch) if self.by_features or config.kl else None
        parts = self._of_features(features, seen) if self.by_features else {}
        if config.ctc or config.kl:
            logits = self.net.logits(batch.pictures) if features is None else classify(self.net, features)
            parts |= self._of_logits(logits, seen, batch.texts)
        return parts or {"none": next(self.net.parameters()).sum() * 0}

    def _of_features(self, features: Tensor, seen: Tensor) -> dict[str, Tensor]:
        config, parts = self.config, {}
        if config.features:
            parts["features"] = config.features * nn.functional.mse_loss(features.float(), seen.float())
        if config.logits:
            parts["logits"] = config.logits * losses.logit_distance(features, seen, self.metric).mean()
        return parts

    def _of_logits(self, logits: Tensor, seen: Tensor | None, texts: list[list[int] | None]) -> dict[str, Tensor]:
        config, parts = self.config, {}
        known = [i for i, text in enumerate(texts) if text is not None]
        if config.ctc and known:
            parts["ctc"] = config.ctc * losses.ctc(logits[known], [texts[i] for i in known]).mean()
        if config.kl:
            taught = classify(self.teacher, seen)
            self._check_classes(logits, taught)
            parts["kl"] = config.kl * losses.soft_targets(logits, taught, config.temperature).mean()
        return parts

    @torch.no_grad()
    def _seen(self, batch: LineBatch) -> Tensor:
        """What enters the teacher's classifier: kept, or computed now."""
        if batch.features is not None:
            return batch.features
        return self.teacher.features(batch.pictures.to(memory_format=torch.channels_last))

    @staticmethod
    def _check_classes(student: Tensor, teacher: Tensor) -> None:
        if student.shape[1:] != teacher.shape[1:]:
            raise ToolError(f"the student gives steps x classes {tuple(student.shape[1:])}, "
                            f"the teacher {tuple(teacher.shape[1:])}; expected the same")


def classify(net: nn.Module, features: Tensor) -> Tensor:
    """The last layer alone: logits [N, T, K] of features [N, T, C]."""
    if isinstance(net, ImportedNet):
        weight, bias = net.classifier()
        return features @ weight + bias
    return net.classifier(features)


def train(net: nn.Module, teacher: ImportedNet | None, config: RecognizerConfig, source: LineBatches,
          checkpoint: Path, held_out: list[Path], characters: list[str], origins: dict[str, Any] | None = None) -> nn.Module:
    lesson = RecognizerLesson(net, teacher, config)
    return Loop(net, optimizer_for(net, config.lr), config, source, lesson.losses,
                lambda averaged, step: report_reading(held_out, characters, averaged, step), origins or {}).run(checkpoint)


def teacher_of(path: Path) -> ImportedNet:
    return import_onnx(path).requires_grad_(False).to(memory_format=torch.channels_last)


def characters_of(path: Path, model: Path | None, teacher: ImportedNet | None) -> list[str]:
    """Held against the network that is there already; one that is yet to be made gets the space as its last class."""
    known = import_onnx(model) if model else teacher
    return charset.for_classes(path, known.classes) if known else [*charset.from_file(path), " "]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--net")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--store", action="append", required=True, metavar="FOLDER=WEIGHT")
    parser.add_argument("--held-out", action="append", type=Path, default=[])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    add_config(parser, RecognizerConfig)
    options = parser.parse_args()
    config = config_of(options, RecognizerConfig)
    torch.manual_seed(config.seed)
    teacher = teacher_of(options.teacher) if options.teacher else None
    characters = characters_of(options.charset, options.model, teacher)
    source = LineBatches([weighted_store(text) for text in options.store], Vocabulary(tuple(characters)),
                         config.seed, config.pixels, narrowest=config.narrowest,
                         teacher=sha256_of_file(options.teacher) if options.teacher else "", device=config.place)
    student = student_of(options.net, options.model, len(characters) + 1)
    net = train(student, teacher, config, source, options.checkpoint, options.held_out, characters,
                origins_of(options, ("model", "teacher", "charset"), ("store",)))
    export(net, options.output)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
