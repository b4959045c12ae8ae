"""The recogniser's characters as `charset.txt`: UTF-8, line i (from 0) is class i + 1; class 0 is CTC's blank."""

from pathlib import Path

import onnx

from tools.errors import ToolError


def from_metadata(model: onnx.ModelProto, key: str = "character") -> list[str]:
    for entry in model.metadata_props:
        if entry.key == key:
            return entry.value.split("\n")
    raise ToolError(f"the recogniser's ONNX file has no metadata {key!r}; name a charset file in the recipe")


def from_file(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise ToolError(f"{path} is not UTF-8: {error}") from error


def complete(characters: list[str], classes: int) -> list[str]:
    """Appends the space that the trainer puts last, where `classes` (blank included) shows that it did."""
    if len(characters) + 2 == classes:
        characters = [*characters, " "]
    if len(characters) + 1 != classes:
        raise ToolError(f"the charset has {len(characters)} characters, the recogniser {classes} classes; "
                        f"expected {classes - 1} characters, or {classes - 2} and a space")
    return characters


def for_classes(path: Path, classes: int) -> list[str]:
    """Those of a file as a recogniser of so many classes has them, the space included.

    A class that the network does not have would be taught without an error, and nothing else would tell.
    """
    try:
        return complete(from_file(path), classes)
    except ToolError as error:
        raise ToolError(f"{path}: {error}") from error


def encode(characters: list[str]) -> bytes:
    if broken := [index for index, character in enumerate(characters) if not character or "\n" in character]:
        raise ToolError(f"the charset's entry {broken[0]} is {characters[broken[0]]!r}, expected a character")
    return ("\n".join(characters) + "\n").encode()
