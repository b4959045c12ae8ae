"""`dsocr models`: the models that came with the package."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..catalog import Model, models
from .command import add_command

EXAMPLES = """\
examples:
  dsocr models
  dsocr models --json
  dsocr read receipt.jpg --model "$(dsocr models --json | jq -r '.[0].name')"
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "models", "list the models that can be named by --model",
                         "Lists the models that came with the package; an asterisk marks the default.", EXAMPLES)
    parser.add_argument("--json", action="store_true", help="as one JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Prints one model a row; an asterisk marks the default."""
    found = models()
    if arguments.json:
        print(json.dumps([model.to_dict() for model in found], ensure_ascii=False))
    else:
        for model in found:
            print(row(model))
    return True


def row(model: Model) -> str:
    """Name, size in millions of bytes and what it reads."""
    mark = "*" if model.is_default else " "
    return f"{mark} {model.name:<20} {model.bytes / 1e6:6.1f} MB  {model.summary}"
