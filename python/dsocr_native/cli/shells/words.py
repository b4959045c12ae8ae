"""What a parser lets one type, without argparse's own types."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import List, Tuple

from ...catalog import models
from ..language import translated, translated_help

TAKES_A_FILE = ("FILE", "FOLDER", "NAME", "PICTURE")


@dataclass(frozen=True)
class Option:
    """names: with their dashes. values: those to choose from. takes_value, takes_file: what follows it."""

    names: Tuple[str, ...]
    summary: str
    values: Tuple[str, ...]
    takes_value: bool
    takes_file: bool


@dataclass(frozen=True)
class Command:
    """One command; `operands` are the values of what stands without an option, empty for file names."""

    name: str
    summary: str
    options: List[Option]
    operands: Tuple[str, ...]


def commands_of(parser: argparse.ArgumentParser) -> List[Command]:
    """In the order in which the help lists them."""
    (choices,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    summaries = {action.dest: action.help or "" for action in choices._choices_actions}
    return [command_of(name, summaries.get(name, ""), chosen) for name, chosen in choices.choices.items()]


def command_of(name: str, summary: str, parser: argparse.ArgumentParser) -> Command:
    """A command's options and operands."""
    options = [option_of(action) for action in parser._actions if action.option_strings]
    operands = [str(value) for action in parser._actions if not action.option_strings
                for value in action.choices or ()]
    return Command(name, translated(summary), options, tuple(operands))


def option_of(action: argparse.Action) -> Option:
    """An option; models are offered by name."""
    values = tuple(map(str, action.choices or ()))
    if action.dest == "model":
        values = tuple(model.name for model in models())
    takes_value = action.nargs != 0
    return Option(tuple(action.option_strings), translated_help(action.help), values, takes_value,
                  takes_value and action.metavar in TAKES_A_FILE)
