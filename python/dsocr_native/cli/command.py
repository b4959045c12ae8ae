"""What all commands have in common: their parser, in the reader's language, and their examples."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Iterable, NoReturn, Optional

from .language import translated as _
from .language import translated_error, translated_examples


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose examples keep their rows."""

    def add_usage(self, usage: Optional[str], actions: Iterable[argparse.Action], groups: Iterable[Any],
                  prefix: Optional[str] = None) -> None:
        """Begins with "usage: " in the reader's language."""
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse's, with its own words translated."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, **settings, "add_help": False})
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and leave"))

    def error(self, message: str) -> NoReturn:
        """Says on stderr how the command is used and what was wrong."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {translated_error(message)}\n")


def add_command(commands: Any, name: str, summary: str, description: str, examples: str) -> argparse.ArgumentParser:
    """A parser for `dsocr NAME`, its examples under its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=_(summary), description=_(description), epilog=translated_examples(examples)
    )
    return parser
