"""One line for each way of distilling a recogniser, with the same student, lines, steps and seed.

    python -m tools.train.ablate --net vit-light --teacher teacher.onnx --charset chars.txt --store lines/train=1 \
        --held-out lines/held_out --steps 500 --folder run/ablation

A variant that is finished is not trained again: its checkpoint in the folder is read.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from tools.convert import charset
from tools.data.line_store import LineStore
from tools.errors import ToolError, run_command
from tools.tables import number, table
from tools.train import train_recognizer
from tools.train.line_batches import LineBatches, Vocabulary, weighted_store
from tools.train.loop import add_config, config_of
from tools.train.reading_score import ReadingScore, score_reading
from tools.train.train_detector import student_of
from tools.train.train_recognizer import RecognizerConfig

SWITCHES = ("ctc", "kl", "features", "logits")
VARIANTS = {
    "texts only (CTC)": {"ctc": 1.0},
    "teacher only (KL)": {"kl": 1.0},
    "texts and teacher": {"ctc": 1.0, "kl": 1.0},
    "frozen classifier, features": {"features": 1.0},
    "frozen classifier, features measured in logits": {"logits": 1.0},
    "frozen classifier, features and texts": {"ctc": 1.0, "features": 1.0},
}


def run_variant(options: argparse.Namespace, config: RecognizerConfig, name: str) -> ReadingScore:
    torch.manual_seed(config.seed)
    teacher = train_recognizer.teacher_of(options.teacher)
    characters = charset.for_classes(options.charset, teacher.classes)
    source = LineBatches([weighted_store(text) for text in options.store], Vocabulary(tuple(characters)),
                         config.seed, config.pixels, narrowest=config.narrowest)
    student = student_of(options.net, options.model, len(characters) + 1)
    checkpoint = options.folder / f"{list(VARIANTS).index(name)}.pt"
    net = train_recognizer.train(student, teacher, config, source, checkpoint, [], characters)
    return score_reading(net.logits, LineStore(options.held_out), characters, narrowest=config.narrowest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--net")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--store", action="append", required=True, metavar="FOLDER=WEIGHT")
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    add_config(parser, RecognizerConfig)
    options = parser.parse_args()
    if given := [name for name in SWITCHES if getattr(options, name) != getattr(RecognizerConfig, name)]:
        raise ToolError(f"--{given[0]} is what is varied here; train_recognizer has it")
    config, rows = config_of(options, RecognizerConfig), []
    for name, switches in VARIANTS.items():
        score = run_variant(options, replace(config, **{**dict.fromkeys(SWITCHES, 0.0), **switches}), name)
        rows.append([name, number(score.accuracy), number(score.cer)])
    print(table(("losses", "line accuracy", "CER"), rows))


if __name__ == "__main__":
    run_command(main)
