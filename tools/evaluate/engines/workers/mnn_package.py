"""MNN by its Python package. The kinds are the storages of tools.convert.to_mnn."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from protocol import Network, serve

sys.path.append(str(Path(__file__).parents[4]))
from tools.convert import mnn_worker  # noqa: E402


def convert(source: Path, folder: Path, options: dict[str, Any]) -> None:
    mnn_worker.convert(str(source), str(folder / "model.mnn"), options["kind"])
    (folder / "names.txt").write_text(f"{options['input']}\n{options['output']}")


def load(folder: Path, threads: int) -> Network:
    network = mnn_worker.Network(str(folder / "model.mnn"), *(folder / "names.txt").read_text().splitlines(), threads)

    def run(array: np.ndarray) -> np.ndarray:
        network.feed(array)
        network.compute()
        return network.output()

    return run


if __name__ == "__main__":
    serve(convert, load)
