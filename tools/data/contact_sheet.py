"""One picture with many lines, or many pieces of pages with the teacher's maps in red, to look at before training.

    python -m tools.data.contact_sheet STORE --output sheet.png [--count 60]

STORE: a folder of make_lines or pseudo_label, or `train` or `held_out` of make_pieces.
"""

import argparse
import random
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tools.data.fonts import faces
from tools.data.line_store import HEIGHT, LineStore
from tools.data.piece_store import PieceStore
from tools.errors import run_command
from tools.files import write_file

_COLUMN, _ROW = 560, HEIGHT + 20
_PIECE = 256  # pixels of a shown piece


def contact_sheet(store: LineStore, count: int, columns: int = 3, seed: int = 0) -> np.ndarray:
    """u8 [H, W, 3]: lines chosen at random, each over its text and source."""
    chosen = random.Random(seed).sample(range(len(store)), min(count, len(store)))
    rows = -(-len(chosen) // columns)
    sheet = Image.new("RGB", (columns * _COLUMN, rows * _ROW), "white")
    draw, font = ImageDraw.Draw(sheet), faces("chinese")[0].at(13)
    for place, index in enumerate(chosen):
        x, y = place % columns * _COLUMN, place // columns * _ROW
        picture = store.picture(index)[:, :_COLUMN - 10, ::-1]
        sheet.paste(Image.fromarray(np.ascontiguousarray(picture)), (x, y))
        line = store.lines[index]
        draw.text((x, y + HEIGHT), f"{line.source} {line.confidence:.2f}  {line.text}"[:70], fill="blue", font=font)
    return np.array(sheet)[:, :, ::-1]


def piece_sheet(store: PieceStore, count: int, columns: int = 6, seed: int = 0) -> np.ndarray:
    """u8 [H, W, 3]: pieces chosen at random, red where the teacher sees text."""
    chosen = random.Random(seed).sample(range(len(store)), min(count, len(store)))
    sheet = np.full((-(-len(chosen) // columns) * _PIECE, columns * _PIECE, 3), 255, np.uint8)
    for place, index in enumerate(chosen):
        y, x = place // columns * _PIECE, place % columns * _PIECE
        sheet[y:y + _PIECE, x:x + _PIECE] = _with_red_map(cv2.resize(store[index], (_PIECE, _PIECE)))
    return sheet


def _with_red_map(piece: np.ndarray) -> np.ndarray:
    share = piece[..., 3:] / 510  # half of the colour where the teacher is sure
    return (piece[..., :3] * (1 - share) + np.array([0, 0, 255]) * share).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--count", type=int, default=60)
    options = parser.parse_args()
    if any(options.store.glob("pieces-*.npy")):
        sheet = piece_sheet(PieceStore(options.store), options.count)
    else:
        sheet = contact_sheet(LineStore(options.store), options.count)
    write_file(options.output, cv2.imencode(".png", sheet)[1].tobytes())


if __name__ == "__main__":
    run_command(main)
