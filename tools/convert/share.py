"""Lets model folders use the files of models beside them where theirs are the same, byte for byte.

    python -m tools.convert.share models/fast models/cyrillic [...]

The first one keeps its files. In the others each network, character list or last layer that one named before has too goes,
and `model.ini`, `card.json` and `README.md` name it as `../fast/det.mnn`.
"""

import argparse
import json
import re
from pathlib import Path

from tools.convert.card import to_json
from tools.convert.model_ini import FILE_KEYS
from tools.errors import ToolError, run_command
from tools.files import write_file

_FILE = re.compile(rf"^({'|'.join(FILE_KEYS)}) = ([^/\n]+)$", re.MULTILINE)


def share(owner: Path, folder: Path) -> list[str]:
    """Names of the files that `folder` no longer has."""
    if owner.resolve().parent != folder.resolve().parent:
        raise ToolError(f"{folder} does not lie beside {owner}; expected two folders in one")
    shared = [name for name in _files_of(folder) if _same(owner / name, folder / name)]
    if shared:
        _name_anew(folder, {name: f"../{owner.name}/{name}" for name in shared})
        for name in shared:
            (folder / name).unlink()
    return shared


def _files_of(folder: Path) -> list[str]:
    settings = folder / "model.ini"
    if not settings.is_file():
        raise ToolError(f"{folder} has no model.ini; expected a folder made by tools.convert.package")
    return [name for _, name in _FILE.findall(settings.read_text("utf-8"))]


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def _name_anew(folder: Path, names: dict[str, str]) -> None:
    settings, card, readme = (folder / name for name in ("model.ini", "card.json", "README.md"))
    write_file(settings, _FILE.sub(lambda match: f"{match[1]} = {names.get(match[2], match[2])}",
                                   settings.read_text("utf-8")).encode())
    facts = json.loads(card.read_text("utf-8"))
    for part in facts["parts"].values():
        part["files"] = {names.get(name, name): file for name, file in part["files"].items()}
    write_file(card, to_json(facts))
    rows = (re.sub(r"^\| ([^ |]+) \|", lambda match: f"| {names.get(match[1], match[1])} |", row)
            for row in readme.read_text("utf-8").split("\n"))
    write_file(readme, "\n".join(rows).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    folders = parser.parse_args().folders
    for number, folder in enumerate(folders):
        for owner in folders[:number]:
            if shared := share(owner, folder):
                print(f"{folder}: {', '.join(shared)} of {owner.name}")


if __name__ == "__main__":
    run_command(main)
