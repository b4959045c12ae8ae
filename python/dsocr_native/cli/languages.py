"""`dsocr languages`: what a model can write."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..alphabets import Language, languages
from .command import add_command
from .language import translated as _

EXAMPLES = """\
examples:
  dsocr languages
  dsocr languages --all
  dsocr languages --model fast --json
"""
MOST_SHOWN = 20  # missing letters of a language


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "languages", "list the languages that a model reads",
                         "Lists the languages whose letters a model knows; there is nothing to choose when reading.",
                         EXAMPLES)
    parser.add_argument("--model", metavar="NAME", help="a name of `dsocr models`, or the folder of another model "
                                                        "(default: $DSOCR_MODEL, or the first listed)")
    parser.add_argument("--all", action="store_true", help="also those with letters that it lacks")
    parser.add_argument("--json", action="store_true", help="as one JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Prints one language a row."""
    found = [language for language in languages(arguments.model) if arguments.all or language.is_read]
    if arguments.json:
        print(json.dumps([language.to_dict() for language in found], ensure_ascii=False))
    else:
        for language in found:
            print(row(language))
    return True


def row(language: Language) -> str:
    """Code, name and what is missing."""
    lacks = "" if language.is_read else _("lacks {letters}").format(
        letters=language.missing[:MOST_SHOWN] + ("…" if len(language.missing) > MOST_SHOWN else ""))
    return f"{language.code:<8} {language.name:<22} {lacks}".rstrip()
