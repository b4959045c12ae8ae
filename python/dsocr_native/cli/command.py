"""What all commands have in common: their parser, in the reader's language, and their examples."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Iterable, NoReturn, Optional

from .language import translated, translated_error, translated_examples, translated_help


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose examples keep their rows, translated as it is put together."""

    def add_usage(self, usage: Optional[str], actions: Iterable[argparse.Action], groups: Iterable[Any],
                  prefix: Optional[str] = None) -> None:
        """How the command is typed."""
        super().add_usage(usage, actions, groups, translated("usage: ") if prefix is None else prefix)

    def start_section(self, heading: Optional[str]) -> None:
        """A group of options."""
        super().start_section(translated(heading) if heading else heading)

    def add_text(self, text: Optional[str]) -> None:
        """The description, or the examples."""
        super().add_text(translated_examples(text) if text else text)

    def _get_help_string(self, action: argparse.Action) -> Optional[str]:
        return translated_help(action.help)


class Parser(argparse.ArgumentParser):
    """argparse's, with its own words translated."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "formatter_class": Formatter, "add_help": False})
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="show this help and leave")

    def error(self, message: str) -> NoReturn:
        """Says on stderr how the command is used and what was wrong."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {translated_error(message)}\n")


def add_command(commands: Any, name: str, summary: str, description: str, examples: str) -> argparse.ArgumentParser:
    """A parser for `dsocr NAME`, its examples under its options."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=description, epilog=examples)
    return parser
