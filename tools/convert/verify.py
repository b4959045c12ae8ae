"""Compares a model with its original after every hop: exported, rewritten, rounded, converted to MNN, stored.

    python -m tools.convert.verify RECIPE [--pytorch]

`--pytorch` begins with the network in PyTorch, with the weights of the part's `checkpoint` where the recipe names one.
Prints the largest and the mean difference of the probabilities and the agreement on the task, and fails where a
hop is broken. Agreement: detector, dice of the thresholded maps; recogniser, share of lines with the same text;
classifier, share of lines with the same class.
"""

import argparse
from dataclasses import asdict, dataclass

import numpy as np

from tools.errors import ToolError, run_command

# The least agreement of a hop, by what the hop does. The sample lines are few and of random letters, which no habit
# of language holds together: 8 bits may change one of the twelve.
LIMITS = {"export to ONNX": 0.999, "rewrite": 0.999, "round to fp16": 0.99, "convert": 0.99,
          "store as fp32": 1.0, "store as fp16": 0.99, "store as int8": 0.9, "store as int8-symmetric": 0.9,
          "store as mixed": 0.95}


@dataclass(frozen=True)
class Hop:
    name: str         # a key of LIMITS
    largest: float    # difference of probabilities
    mean: float
    agreement: float

    def row(self) -> dict[str, str | float]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.name:<23} largest {self.largest:.2e}  mean {self.mean:.2e}  agreement {self.agreement:.4f}"


def compare(name: str, role: str, threshold: float, before: list[np.ndarray], after: list[np.ndarray]) -> Hop:
    """A hop from two lists of probabilities, an array an input."""
    for old, new in zip(before, after, strict=True):
        if old.shape != new.shape:
            raise ToolError(f"{role}, {name}: the output's shape is {new.shape}, expected {old.shape}")
        if not np.isfinite(new).all():
            raise ToolError(f"{role}, {name}: the output is not finite everywhere")
    gaps = np.concatenate([np.abs(old - new).ravel() for old, new in zip(before, after)])
    agreement = np.mean([_agreement(role, threshold, old, new) for old, new in zip(before, after)])
    return Hop(name, float(gaps.max()), float(gaps.mean()), float(agreement))


def check(role: str, hop: Hop, limit: float) -> None:
    if hop.agreement < limit:
        raise ToolError(f"{role}, {hop.name}: agreement is {hop.agreement:.4f}, expected at least {limit}")


def _agreement(role: str, threshold: float, old: np.ndarray, new: np.ndarray) -> float:
    if role == "detector":
        return _dice(old > threshold, new > threshold)
    if role == "recognizer":
        return float(np.mean([a == b for a, b in zip(_greedy(old), _greedy(new))]))
    return float(np.mean(old.argmax(-1) == new.argmax(-1)))


def _dice(a: np.ndarray, b: np.ndarray) -> float:
    total = int(a.sum() + b.sum())
    return 1.0 if total == 0 else 2 * int((a & b).sum()) / total


def _greedy(probabilities: np.ndarray) -> list[list[int]]:
    """Greedy CTC: repeats joined, blanks (class 0) dropped."""
    best = probabilities.argmax(-1)
    return [[int(c) for c, last in zip(row, [0, *row[:-1]]) if c != last and c != 0] for row in best]


def main() -> None:
    from tools.convert import build, recipe

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--pytorch", action="store_true")
    options = parser.parse_args()
    for role, part in recipe.load(options.recipe).parts.items():
        print(role)
        for hop in build.build_part(role, part, options.pytorch).hops:
            print(" ", hop)


if __name__ == "__main__":
    run_command(main)
