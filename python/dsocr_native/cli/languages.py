"""`dsocr languages`: what a model can write."""

from __future__ import annotations

import argparse
import json
from typing import Any, Dict, List

from ..alphabets import Language, languages
from ..catalog import LANGUAGES, OF_LANGUAGES, models
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
                         "Lists the languages whose letters a model knows. Without --model also those that another "
                         "model reads, with what to add to the command.",
                         EXAMPLES)
    parser.add_argument("--model", metavar="NAME", help="a name of `dsocr models`, or the folder of another model "
                                                        "(default: $DSOCR_MODEL, or the first listed)")
    parser.add_argument("--all", action="store_true", help="also those with letters that it lacks")
    parser.add_argument("--json", action="store_true", help="as one JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Prints one language a row."""
    found = languages(arguments.model)
    if arguments.json:
        print(json.dumps([language.to_dict() for language in found if arguments.all or language.is_read],
                         ensure_ascii=False))
        return True
    others = {} if arguments.model else readers_of([language.code for language in found if not language.is_read])
    for language in found:
        if arguments.all or language.is_read or language.code in others:
            print(row(language, others.get(language.code, "")))
    return True


def readers_of(codes: List[str]) -> Dict[str, str]:
    """The first installed model beside the default that reads each language, where one does; else one that could be."""
    readers: Dict[str, str] = {}
    for model in (model for model in models() if not model.is_default):
        for language in languages(model.name):
            if language.is_read and language.code in codes:
                readers.setdefault(language.code, model.name)
    for name, read in OF_LANGUAGES.items():
        for code in read:
            readers.setdefault(code, f"{name} (pip install {LANGUAGES})")
    return readers


def row(language: Language, reader: str) -> str:
    """Code, name, and which model reads it or what is missing."""
    remark = f"--model {reader}" if reader else "" if language.is_read else _("lacks {letters}").format(
        letters=language.missing[:MOST_SHOWN] + ("…" if len(language.missing) > MOST_SHOWN else ""))
    return f"{language.code:<8} {language.name:<22} {remark}".rstrip()
