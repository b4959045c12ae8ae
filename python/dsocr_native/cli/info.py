"""`dsocr info`: what this installation and this machine are."""

from __future__ import annotations

import argparse
import json
from typing import Any, Iterator, Tuple

from ..machine import info
from .command import add_command

EXAMPLES = """\
examples:
  dsocr info
  dsocr info --json | jq .cpu
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "info", "show version, CPU, kernels and models",
                         "Shows what this installation and this machine are.", EXAMPLES)
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Prints one property a row."""
    facts = info()
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        for name, value in rows(facts):
            print(f"{name:<18} {value}")
    return True


def rows(facts: dict[str, Any], prefix: str = "") -> Iterator[Tuple[str, str]]:
    """Nested properties under names with a dot."""
    for name, value in facts.items():
        if isinstance(value, dict):
            yield from rows(value, f"{prefix}{name}.")
        else:
            yield prefix + name, " ".join(map(str, value)) if isinstance(value, list) else str(value)
