"""Makes a model folder from a recipe: fetch, rewrite, convert, verify, write.

    python -m tools.convert.package RECIPE --output FOLDER [--replace] [--storage int8]

RECIPE is a name in tools/convert/recipes/ or a path to a TOML file. The folder appears whole or not at all.
`--storage` changes that of the detector and of the recogniser; the model is then called `NAME-STORAGE`.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from tools.convert import card, model_ini, recipe as recipes
from tools.convert.build import BuiltPart, build_part
from tools.convert.originals import locate
from tools.convert.recipe import Recipe
from tools.convert.to_mnn import STORAGES
from tools.errors import run_command
from tools.files import new_folder


def package(recipe: Recipe, output: Path, replace: bool = False) -> None:
    with new_folder(output, replace) as folder:
        built = {}
        for role, part in recipe.parts.items():
            print(f"{role}: {part.source}", file=sys.stderr)
            built[role] = build_part(role, part)
            print(*(f"  {hop}" for hop in built[role].hops), sep="\n", file=sys.stderr)
        for name, data in _contents(recipe, built).items():
            (folder / name).write_bytes(data)


def _contents(recipe: Recipe, built: dict[str, BuiltPart]) -> dict[str, bytes]:
    sections = {role: model_ini.with_checks(part.settings, part.files) for role, part in built.items()}
    facts = card.make_card(recipe, built)
    files = {name: data for part in built.values() for name, data in part.files.items()}
    return {
        **files,
        "model.ini": model_ini.render(recipe.name, sections).encode(),
        "card.json": card.to_json(facts),
        "README.md": card.to_markdown(facts),
        "LICENSE": locate(recipe.license_file).read_bytes(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--replace", action="store_true", help="replace a folder of that name")
    parser.add_argument("--storage", choices=STORAGES)
    options = parser.parse_args()
    recipe = recipes.load(options.recipe)
    if kind := options.storage:
        recipe = replace(recipes.stored_as(recipe, kind, kind), name=f"{recipe.name}-{kind}")
    package(recipe, options.output, options.replace)
    print(options.output)


if __name__ == "__main__":
    run_command(main)
