"""Which models there are, and which folder a name means."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, List, Optional, Union

from ._core import ModelError
from .files import SEPARATORS

DEFAULT = "accurate"
BUNDLED = Path(__file__).parent / "models"
LANGUAGES = "dsocr-native-languages"  # a package of nothing but models
OF_LANGUAGES = {  # its models, and what each reads by BCP 47
    "arabic": ("ar",), "georgian": ("ka",), "hebrew": ("he",), "indic": ("hi", "kn", "mr", "ne", "ta", "te"),
    "kurdish": ("ckb",), "pashto": ("ps",), "persian": ("fa",), "sindhi": ("sd",), "thai": ("th",), "urdu": ("ur",),
    "uyghur": ("ug",), "vietnamese": ("vi",),
}


@dataclass(frozen=True)
class Model:
    """A model that came with the package or with dsocr-native-languages.

    name: for `Reader(name)` and `dsocr read --model name`.
    path: the folder with its `model.ini`.
    bytes: size on disk.
    summary: what it reads. license: an SPDX name.
    is_default: whether it is used when none is named.
    """

    name: str
    path: str
    bytes: int
    summary: str
    license: str
    is_default: bool

    def to_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


def models() -> List[Model]:
    """The installed models, the default first, then by name."""
    folders = [entry for home in homes() for entry in home.glob("*") if (entry / "model.ini").is_file()]
    default = default_name()
    return [describe(folder, default) for folder in sorted(folders, key=lambda f: (f.name != default, f.name))]


def homes() -> List[Path]:
    """Where the models of the installed packages lie."""
    package = find_spec(LANGUAGES.replace("-", "_"))
    places = package.submodule_search_locations if package else None
    return [BUNDLED, *(Path(place) / "models" for place in places or ())]


def describe(folder: Path, default: str) -> Model:
    """A model's entry, from its folder and its card."""
    card = read_card(folder)
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return Model(folder.name, str(folder), size, card.get("summary", ""), card.get("license", ""),
                 folder.name == default)


def read_card(folder: Path) -> dict[str, Any]:
    """The model's card; empty where there is none, for a card is not needed to read."""
    try:
        card = json.loads((folder / "card.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return card if isinstance(card, dict) else {}


def default_name() -> str:
    """What DSOCR_MODEL says, or the package's own choice."""
    return os.environ.get("DSOCR_MODEL") or DEFAULT


def model_folder(model: Optional[Union[str, os.PathLike[str]]]) -> str:
    """The folder of an installed model's name, or the path itself where a folder is named."""
    name = os.fspath(model) if model is not None else default_name()
    if os.sep not in name:
        for home in homes():
            if (home / name / "model.ini").is_file():
                return str(home / name)
    is_path = isinstance(model, os.PathLike) or any(separator in name for separator in SEPARATORS)
    if is_path or os.path.isdir(name):
        return name
    known = ", ".join(entry.name for entry in models()) or "none in this installation"
    asked_by = "model" if model is not None else "DSOCR_MODEL"
    hint = f"; {name} comes with `pip install {LANGUAGES}`" if name in OF_LANGUAGES else ""
    raise ModelError(f"{asked_by}: found {name!r}, expected the path of a folder or a bundled model ({known}){hint}")
