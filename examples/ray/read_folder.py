#!/usr/bin/env python3
"""Reads a folder of pictures on many CPUs of a machine, or of a cluster, with Ray Data.

    pip install dsocr-native 'ray[data]'
    python read_folder.py scans/ texts/ --workers 2 --price 0.04

On a cluster the folders are ones that all its machines see. texts/ gets files of JSON Lines, a row a picture; one that
cannot be read has `error`, and the rest go on. At the end: how fast it was, and at `--price` for an hour of one CPU what
a thousand pictures cost.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import ray

import dsocr_native as dsocr

PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
BATCH = 8  # pictures; enough to decode one while another is read, few enough to spread over the workers


class ReadPictures:
    """A worker: it opens the model once, and uses one CPU, for there are as many workers as CPUs to read with."""

    def __init__(self) -> None:
        self.reader = dsocr.Reader(threads=1)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """A column `path` in; a row a picture out."""
        pages = self.reader.read_many(map(str, batch["path"]))
        rows = [(page.source, page.text, page.to_json(), str(page.error or "")) for page in pages]
        return dict(zip(("source", "text", "page", "error"), map(list, zip(*rows))))


def read_folder(folder: str, output: str, workers: int) -> int:
    """Reads all pictures and writes their rows; gives how many there were."""
    paths = sorted(str(path) for path in Path(folder).rglob("*") if path.suffix.lower() in PICTURES)
    pictures = ray.data.from_items([{"path": path} for path in paths], override_num_blocks=workers * 4)
    pages = pictures.map_batches(
        ReadPictures, batch_size=BATCH, compute=ray.data.ActorPoolStrategy(size=workers), num_cpus=1
    ).materialize()
    pages.write_json(output)
    return pages.count()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("output")
    parser.add_argument("--workers", type=int, default=2, help="CPUs to read with (default: 2)")
    parser.add_argument("--price", type=float, default=0.04, help="of one CPU for an hour (default: 0.04)")
    arguments = parser.parse_args()

    ray.init(log_to_driver=False)
    begun = time.monotonic()
    count = read_folder(arguments.folder, arguments.output, arguments.workers)
    seconds = time.monotonic() - begun
    cost = seconds * arguments.workers / 3600 * arguments.price * 1000 / max(count, 1)
    print(f"{count} pictures in {seconds:.1f} s with {arguments.workers} workers: {count / seconds:.2f} a second, "
          f"{cost:.4f} for a thousand")


if __name__ == "__main__":
    main()
