"""Teaches a published recogniser further with real lines that a bigger one has read, and holds what it knows.

    python -m tools.train.teach_recognizer --model tiny.onnx --charset tiny.txt --teacher-charset small.txt \
        --store lines/receipts/train=0.3 --store lines/rendered/train=0.7 \
        --held-out lines/receipts/held_out --steps 3000 --checkpoint run/taught.pt --output run/taught.onnx

Three losses, each with a switch: CTC on known texts (`--ctc`); on lines that the teacher could not read for sure,
cross entropy to the likeliest classes that it saw at each step (`--soft`); KL to the original network where it read
a rendered line right (`--hold`; the original is `--model`, or `--original` where a taught one is taught on). The
ONNX file holds the moving average of the weights. Started again, it goes on from its checkpoint.

With many classes the last layer takes most of the time. `--frozen yes` leaves it as it is: CTC then chooses among the
classes that the lines' texts and their reader name and ASCII, and rendered lines whose features are kept (see
keep_features, by the original) hold the student by the distance in logits; with `--spell` it also learns their texts,
among all classes.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from tools.convert import charset
from tools.data.line_store import LineStore
from tools.errors import run_command
from tools.files import sha256_of_file
from tools.nets.import_onnx import export_imported, import_onnx
from tools.train import losses
from tools.train.checkpoint import origins_of
from tools.train.devices import place_of
from tools.train.line_batches import LineBatch, LineBatches, Vocabulary, weighted_store
from tools.train.loop import Loop, LoopConfig, add_config, config_of
from tools.train.optimizer import RelativeAdam
from tools.train.reading_score import score_reading


@dataclass(frozen=True)
class TeachConfig(LoopConfig):
    """`lr` is relative to each channel, see optimizer.py."""

    ctc: float = 1.0
    soft: float = 0.1
    hold: float = 1.0
    spell: float = 0.0
    frozen: bool = False
    pixels: int = 32 * 320  # lines x padded width of a batch


class Lesson:
    """The student and what it is compared with."""

    def __init__(self, model: Path, original: Path, config: TeachConfig) -> None:
        self._config = config
        self.student = import_onnx(model).to(memory_format=torch.channels_last)
        self._original = import_onnx(original).to(config.place, memory_format=torch.channels_last).requires_grad_(False)

    def losses(self, batch: LineBatch) -> dict[str, Tensor]:
        pictures = batch.pictures.to(memory_format=torch.channels_last)
        logits = self.student.logits(pictures)
        parts = self.of_texts(logits, batch)
        if not batch.from_teacher and self._config.hold:
            parts["hold"] = self._config.hold * self._hold(logits, pictures, batch.texts)
        return parts or {"none": logits.sum() * 0}

    def of_texts(self, logits: Tensor, batch: LineBatch) -> dict[str, Tensor]:
        config, parts = self._config, {}
        unsure = [i for i, text in enumerate(batch.texts) if text is None]
        if config.ctc and len(unsure) < len(batch.texts):
            parts["ctc"] = config.ctc * ctc_of_known(logits, batch.texts)
        if unsure and config.soft:
            soft = losses.top_classes(logits[unsure], batch.classes[unsure], batch.probabilities[unsure])
            parts["soft"] = config.soft * soft.sum() / len(logits)
        return parts

    @torch.no_grad()
    def _original_logits(self, pictures: Tensor) -> Tensor:
        return self._original.logits(pictures).float()

    def _hold(self, logits: Tensor, pictures: Tensor, texts: list[list[int] | None]) -> Tensor:
        """KL to the original network on the lines that it reads right."""
        original = self._original_logits(pictures)
        right = [i for i, text in enumerate(texts) if text is None or _best_path(original[i]) == text]
        if not right:
            return logits.sum() * 0
        return losses.soft_targets(logits[right], original[right]).sum() / len(logits)


class FrozenLesson(Lesson):
    """The classifier stays as it is; `common` are classes that any line may be taken for."""

    def __init__(self, model: Path, original: Path, config: TeachConfig, common: set[int]) -> None:
        super().__init__(model, original, config)
        self.student.freeze_classifier(*self._original.classifier())
        self._metric = losses.logit_metric(self._original.classifier()[0]).to(config.place)
        self._common = common

    def losses(self, batch: LineBatch) -> dict[str, Tensor]:
        features = self.student.features(batch.pictures.to(memory_format=torch.channels_last))
        weight, bias = self.student.classifier()
        if batch.features is not None and not batch.from_teacher:
            parts = {"hold": self._config.hold * losses.logit_distance(features, batch.features, self._metric).mean()}
            if self._config.spell and any(text is not None for text in batch.texts):
                parts["spell"] = self._config.spell * ctc_of_known(features @ weight + bias, batch.texts)
            return parts
        candidates, few = among_candidates(batch, self._common)
        parts = self.of_texts(features @ weight[:, candidates] + bias[candidates], few)
        return parts or {"none": features.sum() * 0}


def ctc_of_known(logits: Tensor, texts: list[list[int] | None]) -> Tensor:
    """Of the lines whose text is known, one at least, as a share of all."""
    known = [i for i, text in enumerate(texts) if text is not None]
    return losses.ctc(logits[known], [texts[i] for i in known]).sum() / len(logits)


def among_candidates(batch: LineBatch, common: set[int]) -> tuple[list[int], LineBatch]:
    """The classes that the batch and `common` name, the blank first, and the batch with its classes as places among
    them."""
    named = {k for text in batch.texts for k in text or ()} | set(batch.classes.unique().tolist())
    candidates = [losses.BLANK, *sorted((named | common) - {losses.BLANK, -1})]
    place = {k: i for i, k in enumerate(candidates)} | {-1: -1}
    texts = [text if text is None else [place[k] for k in text] for text in batch.texts]
    return candidates, replace(batch, texts=texts, classes=batch.classes.clone().apply_(place.__getitem__))


def ascii_classes(characters: list[str]) -> set[int]:
    return {number for number, character in enumerate(characters, 1) if character.isascii()}


def _best_path(logits: Tensor) -> list[int]:
    return [k for k in torch.unique_consecutive(logits.argmax(-1)).tolist() if k != losses.BLANK]


def report_reading(stores: list[Path], characters: list[str], net: nn.Module, step: int) -> dict[str, float]:
    """Prints the held-out scores; returns those for the history, by the names of the stores' folders."""
    scores, place = {}, place_of(net)
    for path in stores:
        score = score_reading(lambda pictures: net.logits(pictures.to(place)).cpu(), LineStore(path), characters)
        print(f"step {step}: {path}: {score}", file=sys.stderr)
        name = path.parent.name if path.name == "held_out" else path.name
        scores |= {f"accuracy {name}": round(score.accuracy, 4), f"CER {name}": round(score.cer, 4)}
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--original", type=Path, help="the network to hold to; default: --model")
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--teacher-charset", type=Path)
    parser.add_argument("--store", action="append", required=True, metavar="FOLDER=WEIGHT")
    parser.add_argument("--held-out", action="append", type=Path, default=[])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    add_config(parser, TeachConfig)
    options = parser.parse_args()
    config = config_of(options, TeachConfig)
    teacher = [*charset.from_file(options.teacher_charset), " "] if options.teacher_charset else []
    original = options.original or options.model
    characters = charset.for_classes(options.charset, import_onnx(options.model).classes)
    lesson = (FrozenLesson(options.model, original, config, ascii_classes(characters)) if config.frozen
              else Lesson(options.model, original, config))
    source = LineBatches([weighted_store(text) for text in options.store],
                         Vocabulary(tuple(characters), tuple(teacher)), config.seed, config.pixels,
                         teacher=sha256_of_file(original) if config.frozen else "", device=config.place)
    loop = Loop(lesson.student, RelativeAdam(lesson.student.parameters(), config.lr), config, source, lesson.losses,
                lambda net, step: report_reading(options.held_out, characters, net, step),
                origins_of(options, ("model", "original", "charset", "teacher_charset"), ("store",)))
    export_imported(loop.run(options.checkpoint), options.output)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
