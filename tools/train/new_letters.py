"""Gives a recogniser another charset, to be taught other letters: what it knows of the letters it keeps stays.

    python -m tools.train.new_letters rec.onnx --charset chars.txt --new-charset cyrillic.txt --output start.onnx

The classifier is a column of weights for each character. Columns of characters that both charsets have are taken over,
with the blank and the space; the others begin near the average of all, so that no new letter is read before it is
taught (train_recognizer --model start.onnx).
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from tools.convert import charset
from tools.errors import ToolError, run_command
from tools.nets.import_onnx import export_imported, import_onnx

NOISE = 0.1  # of new columns, beside the spread of the old ones: equal columns would learn alike


def columns_for(old: Tensor, before: list[str], after: list[str], seed: int) -> Tensor:
    """Of an array [..., K] with a place for the blank and each character of `before`, the same for `after`."""
    place = {character: number for number, character in enumerate(before, 1)}
    mean, spread = old.mean(-1, keepdim=True), old.std(-1, keepdim=True)
    noise = torch.randn((*old.shape[:-1], len(after) + 1), generator=torch.Generator().manual_seed(seed))
    new = mean + NOISE * spread * noise
    new[..., 0] = old[..., 0]
    for number, character in enumerate(after, 1):
        if character in place:
            new[..., number] = old[..., place[character]]
    return new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--charset", type=Path, required=True)
    parser.add_argument("--new-charset", type=Path, required=True, help="one character a line, without the space")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    net = import_onnx(options.model)
    before = charset.for_classes(options.charset, net.classes)
    after = [*charset.from_file(options.new_charset), " "]
    if repeated := sorted({character for character in after if after.count(character) > 1}):
        raise ToolError(f"{options.new_charset} has {repeated[0]!r} more than once")
    with torch.no_grad():
        net.replace_classifier(*(columns_for(old, before, after, options.seed) for old in net.classifier()))
    export_imported(net, options.output)
    print(f"{options.output}: {len(after) + 1} classes, {len(set(after) & set(before))} of them as before")


if __name__ == "__main__":
    run_command(main)
