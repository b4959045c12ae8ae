"""Labelled pictures: a folder with `labels.jsonl`, a line an image.

`{"image", "lang": "en|zh|mixed|mul", "level": "line|word|page", "width", "height", "complete",
"lines": [{"poly": [[x, y] * 4] | null, "text", "ignore"}]}`. Incomplete: some visible text is not labelled.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.errors import ToolError
from tools.evaluate.polygons import Polygon


@dataclass(frozen=True)
class TextLine:
    """A labelled line, or one that an engine read."""

    text: str
    quad: Polygon | None = None
    ignore: bool = False  # a region that counts neither for nor against


@dataclass(frozen=True)
class Labelled:
    path: Path
    language: str
    complete: bool
    lines: list[TextLine]

    @property
    def has_boxes(self) -> bool:
        return any(line.quad for line in self.lines)


def load(folder: Path, limit: int | None = None) -> list[Labelled]:
    file = folder / "labels.jsonl"
    if not file.is_file():
        raise ToolError(f"{folder} has no labels.jsonl; expected a folder with one")
    rows = _rows(file)[:limit]
    if not rows:
        raise ToolError(f"{file} is empty; expected a line an image")
    return [_parse(folder, file, number, row) for number, row in enumerate(rows, 1)]


def _rows(file: Path) -> list[str]:
    """JSON's strings may hold other line ends than the file's own, such as U+2028."""
    try:
        return [row for row in file.read_text(encoding="utf-8").split("\n") if row.strip()]
    except UnicodeDecodeError as error:
        raise ToolError(f"{file} is not UTF-8: {error}") from error


def by_name(folders: Sequence[Path]) -> dict[str, Path]:
    """Each folder under its name, or, where another has the same name, under its whole path."""
    names = Counter(folder.name for folder in dict.fromkeys(folders))
    return {folder.name if names[folder.name] == 1 else str(folder): folder for folder in folders}


def _parse(folder: Path, file: Path, number: int, row: str) -> Labelled:
    try:
        value = json.loads(row)
        lines = [TextLine(line["text"], as_polygon(line["poly"]), line["ignore"]) for line in value["lines"]]
        return Labelled(folder / value["image"], value["lang"], value.get("complete", True), lines)
    except (ValueError, KeyError, TypeError) as error:
        raise ToolError(f"{file}, line {number}, is not a label: {error!r}") from error


def as_polygon(corners: Sequence | None) -> Polygon | None:
    return [(float(x), float(y)) for x, y in corners] if corners else None
