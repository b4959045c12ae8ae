"""What each rewrite of a recipe changes and gains, one after another.

    python -m tools.convert.measure RECIPE [--rounds 5]

Prints, after each rewrite, the largest difference of the probabilities from the original (both in ONNX Runtime) and
the time in MNN on one thread, fp32, as CPU seconds and as a share of the original's. The variants take turns; each
time is the least over the rounds.
"""

import argparse
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx

from tools.convert import engines, recipe, samples
from tools.convert.build import original_of, rewrite
from tools.convert.originals import locate
from tools.convert.outputs import probabilities
from tools.convert.recipe import Part
from tools.convert.to_mnn import to_mnn
from tools.errors import run_command
from tools.tables import number, table

SHAPES = {"detector": (1, 3, 736, 736), "recognizer": (4, 3, 48, 320), "classifier": (6, 3, 48, 192)}


@dataclass
class Variant:
    rewrite: str
    largest: float
    path: Path
    names: tuple[str, str]  # of input and output
    seconds: list[float] = field(default_factory=list)


def variants(role: str, part: Part, folder: Path) -> list[Variant]:
    """The original and what it is after each of the part's rewrites, as MNN files with fp32 weights."""
    network = original_of(locate(part.source, part.sha256), part)
    inputs = samples.batches(role, part.settings)
    wanted = engines.run_onnx(network.model, inputs)
    made = []
    for index, name in enumerate(["(original)", *part.rewrites]):
        if index:
            rewrite(network, [name])
        source, target = folder / f"{role}{index}.onnx", folder / f"{role}{index}.mnn"
        onnx.save(network.model, source)
        to_mnn(source, target, "fp32")
        outputs = engines.run_onnx(network.model, inputs)
        found = [probabilities(output, network.settings, network.files) for output in outputs]
        largest = max(float(np.abs(a - b).max()) for a, b in zip(wanted, found, strict=True))
        made.append(Variant(name, largest, target, (network.input_name, network.output_name)))
    return made


def time_in_turns(role: str, made: list[Variant], rounds: int) -> None:
    for _ in range(rounds):
        for variant in made:
            variant.seconds.append(engines.time_mnn(variant.path, *variant.names, SHAPES[role]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for role, part in recipe.load(options.recipe).parts.items():
        with tempfile.TemporaryDirectory() as folder:
            made = variants(role, part, Path(folder))
            time_in_turns(role, made, options.rounds)
        first = min(made[0].seconds)
        rows = [(v.rewrite, f"{v.largest:.1e}", number(1e3 * min(v.seconds), 1), number(min(v.seconds) / first, 2))
                for v in made]
        print(table((f"{role} {'x'.join(map(str, SHAPES[role]))}", "largest difference", "ms", "share"), rows))


if __name__ == "__main__":
    run_command(main)
