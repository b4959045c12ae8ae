"""Keeps what enters a teacher's classifier beside stores of lines, for train_recognizer --features and --logits.

    python -m tools.train.keep_features lines/rendered/train [...] --teacher teacher.onnx

A small student learns several times as fast where its teacher need not run. The same command goes on where it was cut
off.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from tools.data.feature_store import fill_features
from tools.data.line_store import LineStore
from tools.data.reader import normalised
from tools.errors import run_command
from tools.files import sha256_of_file
from tools.train.devices import device_of
from tools.progress import Progress
from tools.train.train_recognizer import teacher_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", nargs="+", type=Path)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    options = parser.parse_args()
    torch.set_num_threads(1)
    device = device_of(options.device)
    teacher = teacher_of(options.teacher).to(device)

    @torch.no_grad()
    def compute(pictures: list[np.ndarray], width: int) -> np.ndarray:
        batch = torch.from_numpy(normalised(pictures, width)).to(device, memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16):
            return teacher.features(batch).float().cpu().numpy()

    progress = Progress(sum(len(LineStore(folder)) for folder in options.stores), "lines")
    for folder in options.stores:
        fill_features(folder, sha256_of_file(options.teacher), compute, progress.advance)


if __name__ == "__main__":
    run_command(main)
