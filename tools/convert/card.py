"""The model card: where a model folder comes from, what was done to it and what that changed."""

import json
from typing import Any

from tools.convert.build import BuiltPart
from tools.convert.recipe import Recipe
from tools.convert.originals import package_of
from tools.files import sha256


def make_card(recipe: Recipe, built: dict[str, BuiltPart]) -> dict[str, Any]:
    return {
        "name": recipe.name,
        "summary": recipe.summary,
        "license": recipe.license,
        "notice": recipe.notice.strip(),
        "converter": "MNN 3.6.1",
        "parts": {role: _part(recipe, role, part) for role, part in built.items()},
    }


def _part(recipe: Recipe, role: str, built: BuiltPart) -> dict[str, Any]:
    part = recipe.parts[role]
    return {
        "source": part.source,
        "source_package": package_of(part.source),
        "source_sha256": built.source_sha256,
        **({"letters": part.letters} if part.letters else {}),
        "rewrites": part.rewrites,
        "storage": part.storage,
        "files": {name: {"bytes": len(data), "sha256": sha256(data)} for name, data in built.files.items()},
        "differences": [hop.row() for hop in built.hops],
    }


def to_json(card: dict[str, Any]) -> bytes:
    return (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode()


def to_markdown(card: dict[str, Any]) -> bytes:
    rows = [f"# {card['name']}", "", card["summary"], "", f"Licence: {card['license']} (see `LICENSE`). {card['notice']}"]
    for role, part in card["parts"].items():
        rows += ["", f"## {role.capitalize()}", "", *_part_rows(part)]
    rows += ["", "Differences are those of the probabilities, on seeded pages and lines of printed text. Agreement: "
             "detector, dice of the thresholded maps; recogniser, share of lines with the same text; classifier, "
             "share of lines with the same class."]
    return ("\n".join(rows) + "\n").encode()


def _part_rows(part: dict[str, Any]) -> list[str]:
    rewrites = ", ".join(f"`{name}`" for name in part["rewrites"]) or "none"
    package = f" of `{part['source_package']}`" if part["source_package"] else ""
    letters = f" Of its letters those of `{part['letters']}` are written." if "letters" in part else ""
    rows = [f"From `{part['source']}`{package} (SHA-256 `{part['source_sha256']}`).{letters}",
            f"Rewrites: {rewrites}. Weights stored as {part['storage']}.", "", "| file | bytes | SHA-256 |", "|---|---|---|"]
    rows += [f"| {name} | {file['bytes']:,} | `{file['sha256']}` |" for name, file in part["files"].items()]
    rows += ["", "| hop | largest difference | mean difference | agreement |", "|---|---|---|---|"]
    return rows + [f"| {hop['name']} | {hop['largest']:.1e} | {hop['mean']:.1e} | {hop['agreement']:.4f} |"
                   for hop in part["differences"]]
