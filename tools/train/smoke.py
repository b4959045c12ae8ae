"""The whole factory on a tiny world, in minutes: teacher, prune, distil, quantise, convert, verify, score.

    python -m tools.train.smoke [--output FOLDER]

Two networks that read and find digits go through the same steps as real ones. Prints a row for each stage and fails
where a stage loses more than LARGEST_LOSS of the teacher's score or where a hop of the conversion is broken.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from tools.compress.int8_weights import QuantisedWeights
from tools.compress.prune_channels import prune_channels
from tools.convert import engines, verify
from tools.convert.to_mnn import to_mnn
from tools.data.line_store import write_store
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import ImportedNet, export_imported, import_onnx
from tools.nets.onnx_graph import read_graph
from tools.train import smoke_score, train_detector, train_recognizer
from tools.train.line_batches import LineBatches, Vocabulary
from tools.train.smoke_data import DIGITS, DigitPages, digit_lines
from tools.train.train_detector import DetectorConfig
from tools.train.train_recognizer import RecognizerConfig

PRUNED = 0.25  # share of the channels
LARGEST_LOSS = 0.10  # of line accuracy or hmean, from the teacher to int8 in MNN
CHARACTERS = [*DIGITS, " "]


@dataclass(frozen=True)
class Row:
    stage: str
    bytes: int
    score: float
    seconds: float


@dataclass(frozen=True)
class Chain:
    """What differs between the two networks: how they are trained and scored."""

    role: str
    net: str
    train: Callable[..., torch.nn.Module]  # (net, teacher, stage, folder) -> averaged network
    inputs: Callable[[], list[np.ndarray]]
    score: Callable[[list[np.ndarray]], float]  # of the outputs for `inputs`


def run(chain: Chain, folder: Path) -> list[Row]:
    """Goes through the stages; every file of the chain is left in `folder`."""
    rows, inputs = [], chain.inputs()

    def done(stage: str, path: Path, outputs: list[np.ndarray], since: float) -> None:
        rows.append(Row(stage, path.stat().st_size, chain.score(outputs), round(time.monotonic() - since, 1)))
        print(f"{chain.role}: {rows[-1]}", file=sys.stderr, flush=True)

    start, teacher_path = time.monotonic(), folder / "teacher.onnx"
    teacher = chain.train(build(chain.net, len(CHARACTERS) + 1).train(), None, "teacher", folder)
    export_onnx(teacher, teacher_path)
    done("teacher", teacher_path, torch_outputs(teacher, inputs), start)

    start, pruned_path = time.monotonic(), folder / "pruned.onnx"
    write_file(pruned_path, prune_channels(read_graph(teacher_path), PRUNED).proto.SerializeToString())
    done("pruned", pruned_path, engines.run_onnx(import_onnx(pruned_path).to_proto(), inputs), start)

    start, distilled_path = time.monotonic(), folder / "distilled.onnx"
    teacher = import_onnx(teacher_path).requires_grad_(False)
    student = chain.train(import_onnx(pruned_path), teacher, "distilled", folder)
    export_imported(student, distilled_path)
    done("distilled", distilled_path, torch_outputs(student, inputs), start)

    start, int8_path = time.monotonic(), folder / "int8.onnx"
    aware = chain.train(QuantisedWeights(student), teacher, "int8", folder)
    settled = aware.settle()
    export_imported(settled, int8_path)
    to_mnn(int8_path, folder / "int8.mnn", "int8")
    in_mnn = verified(chain.role, settled, folder / "int8.mnn", inputs)
    done("int8 in MNN", folder / "int8.mnn", in_mnn, start)
    return rows


def verified(role: str, net: ImportedNet, mnn_path: Path, inputs: list[np.ndarray]) -> list[np.ndarray]:
    """MNN's outputs, after each hop from PyTorch was compared with the one before."""
    in_torch = torch_outputs(net, inputs)
    in_onnx = engines.run_onnx(net.to_proto(), inputs)
    in_mnn = engines.run_mnn(mnn_path, net.graph.input_name, net.graph.output_name, inputs)
    for name, before, after, limit in (("PyTorch to ONNX", in_torch, in_onnx, 0.999),
                                       ("ONNX to MNN, int8 weights", in_onnx, in_mnn, verify.LIMITS["store as int8"])):
        hop = verify.compare(name, role, 0.3, before, after)
        print(f"{role}: {hop}", file=sys.stderr, flush=True)
        verify.check(role, hop, limit)
    return in_mnn


@torch.no_grad()
def torch_outputs(net: torch.nn.Module, inputs: list[np.ndarray]) -> list[np.ndarray]:
    return [net.eval()(torch.from_numpy(array)).numpy() for array in inputs]


def recognizer_chain(folder: Path) -> Chain:
    write_store(folder / "lines", digit_lines(1500, seed=1))
    held_out = list(digit_lines(120, seed=2))
    settings = {"teacher": RecognizerConfig(steps=450, lr=2e-3, bf16=False, decay=0.98, narrowest=192, pixels=16 * 192),
                "distilled": RecognizerConfig(steps=120, lr=2e-3, bf16=False, decay=0.95, narrowest=192, kl=0.1,
                                              pixels=16 * 192),
                "int8": RecognizerConfig(steps=30, lr=2e-4, bf16=False, decay=0.9, narrowest=192, kl=0.1,
                                         pixels=16 * 192)}

    def train(net: torch.nn.Module, teacher: ImportedNet | None, stage: str, place: Path) -> torch.nn.Module:
        config = settings[stage]
        source = LineBatches([(folder / "lines", 1.0)], Vocabulary(tuple(CHARACTERS)), config.seed, config.pixels,
                             narrowest=config.narrowest)
        return train_recognizer.train(net, teacher, config, source, place / f"{stage}.pt", [], CHARACTERS)

    return Chain("recognizer", "vit-tiny", train, lambda: smoke_score.line_inputs(held_out),
                 lambda outputs: smoke_score.line_accuracy(outputs, held_out, CHARACTERS))


def detector_chain(folder: Path) -> Chain:
    generator = DigitPages(seed=3)
    pages = [generator.page() for _ in range(40)]
    settings = {"teacher": DetectorConfig(steps=300, lr=4e-3, bf16=False, decay=0.97),
                "distilled": DetectorConfig(steps=350, lr=1e-2, bf16=False, decay=0.95),
                "int8": DetectorConfig(steps=20, lr=2e-4, bf16=False, decay=0.9)}

    def train(net: torch.nn.Module, teacher: ImportedNet | None, stage: str, place: Path) -> torch.nn.Module:
        return train_detector.train(net, teacher, settings[stage], DigitPages(seed=4), place / f"{stage}.pt")

    return Chain("detector", "dbnet-tiny", train, lambda: smoke_score.page_inputs(pages),
                 lambda outputs: smoke_score.hmean(outputs, pages))


def check_loss(role: str, rows: list[Row]) -> None:
    first, last = rows[0], rows[-1]
    if not first.score - last.score <= LARGEST_LOSS:
        raise ToolError(f"the {role} fell from {first.score:.3f} ({first.stage}) to {last.score:.3f} ({last.stage}), "
                        f"expected a loss of at most {LARGEST_LOSS}")
    if first.score < 0.8:
        raise ToolError(f"the {role}'s teacher reached only {first.score:.3f}, expected at least 0.8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, help="keeps the models and the table here")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)  # the networks are so small that a second thread costs more than it gives
    with tempfile.TemporaryDirectory() as temporary:
        place = options.output or Path(temporary)
        table = {}
        for make in (recognizer_chain, detector_chain):
            folder = place / make.__name__
            folder.mkdir(parents=True, exist_ok=True)
            chain = make(folder)
            table[chain.role] = run(chain, folder)
            check_loss(chain.role, table[chain.role])
        write_file(place / "table.json", json.dumps({k: [asdict(r) for r in v] for k, v in table.items()}).encode())
        print(as_table(table))


def as_table(table: dict[str, list[Row]]) -> str:
    rows = [f"{'network':<12}{'stage':<14}{'bytes':>10}{'score':>8}{'seconds':>9}"]
    for role, stages in table.items():
        rows += [f"{role:<12}{r.stage:<14}{r.bytes:>10,}{r.score:>8.3f}{r.seconds:>9.1f}" for r in stages]
    return "\n".join(rows)


if __name__ == "__main__":
    run_command(main)
