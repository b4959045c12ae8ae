"""How well turned pictures are read: page F1 of the same pictures at several angles.

    python -m tools.evaluate.rotations DATA... [--every 3] [--angles 5,15,45,90,180,270] [--engine rapidocr]

Takes every third picture of the folders, one after the other, and turns a copy of each counter-clockwise on a canvas
that grows with it, its corners white. `page F1` counts words or characters wherever they stand; `order` compares their
sequence with that of the upright reading: twice the longest common subsequence over the lengths of both.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tools.errors import ToolError, run_command
from tools.evaluate import labels, runs
from tools.evaluate.labels import Labelled
from tools.evaluate.metrics import Counts, page_counts
from tools.evaluate.score import add_common_options, our_engine
from tools.evaluate.text import common_subsequence, tokens
from tools.files import write_file
from tools.tables import number, table

_EXACT = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


def chosen(folders: list[Path], every: int, limit: int | None = None) -> list[tuple[str, Labelled]]:
    """(folder's name, picture); the first of each `every`."""
    pictures = [(name, picture) for name, folder in labels.by_name(folders).items()
                for picture in labels.load(folder, limit)]
    return pictures[::every]


def turned(image: Image.Image, angle: int) -> Image.Image:
    image = image.convert("RGB")
    if angle % 360 in _EXACT:
        return image.transpose(_EXACT[angle % 360])
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white") if angle % 360 else image


def read_turned(engine: runs.Engine, pictures: list[Labelled], angle: int, threads: int) -> list[list[labels.TextLine]]:
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for index, picture in enumerate(pictures):
            path = Path(folder) / f"{index}.png"
            with Image.open(picture.path) as image:
                turned(image, angle).save(path, compress_level=1)
            copies.append(replace(picture, path=path))
        return [runs.lines_of(page) for page in runs.read_all(engine, copies, threads)["pages"]]


def order_score(picture: Labelled, upright: list[labels.TextLine], read: list[labels.TextLine]) -> Counts:
    a, b = ([token for line in lines for token in tokens(line.text, picture.language)] for lines in (upright, read))
    return Counts(common_subsequence(a, b), len(b), len(a))


def by_folder(names: list[str], counts: list[Counts]) -> dict[str, float]:
    """F1 of each folder, and of all pictures."""
    folders = {name: sum((c for of, c in zip(names, counts) if of == name), Counts()).f1 for name in dict.fromkeys(names)}
    return {**folders, "all": sum(counts, Counts()).f1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_options(parser)
    parser.add_argument("--every", type=int, default=3)
    parser.add_argument("--angles", default="5,15,45,90,180,270", help="degrees; 0 is always among them")
    parser.add_argument("--engine", choices=("dsocr", "rapidocr"), default="dsocr")
    options = parser.parse_args()
    if options.every < 1:
        raise ToolError(f"--every is {options.every}, expected at least 1")
    engine = our_engine(options.model) if options.engine == "dsocr" else runs.Engine("RapidOCR", "rapidocr", "peers")
    names, pictures = zip(*chosen(options.data, options.every, options.limit))
    upright: list[list[labels.TextLine]] = []
    everything = []
    for angle in (0, *(int(angle) for angle in options.angles.split(","))):
        print(f"{len(pictures)} pictures at {angle} degrees", file=sys.stderr)
        pages = read_turned(engine, list(pictures), angle, options.threads)
        upright = upright or pages
        f1 = by_folder(names, [page_counts(*pair) for pair in zip(pictures, pages)])
        order = [order_score(*three) for three in zip(pictures, upright, pages)]
        everything.append({"degrees": angle, "page_f1": f1, "order": sum(order, Counts()).f1,
                           "pages": [[line.text for line in page] for page in pages]})
    rows = [[row["degrees"], *(number(value) for value in row["page_f1"].values()), number(row["order"])]
            for row in everything]
    print(table(["degrees", *(f"{name}, page F1" for name in everything[0]["page_f1"]), "order"], rows))
    if options.json:
        write_file(options.json, json.dumps(everything, indent=1, ensure_ascii=False).encode())


if __name__ == "__main__":
    run_command(main)
