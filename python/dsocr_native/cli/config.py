"""`--config FILE`: options that need not be typed every time. What is typed wins."""

from __future__ import annotations

import argparse
from typing import Any, Iterator, List, Sequence

from .._core import FileError, OptionError

YES, NO = ("yes", "true", "on"), ("no", "false", "off")


def add_config_option(group: Any) -> None:
    """Where the other options may come from."""
    group.add_argument("--config", metavar="FILE", help="a file of options, `name = value` on each row; what is typed wins")


def parse(parser: argparse.ArgumentParser, words: Sequence[str]) -> argparse.Namespace:
    """What was typed, over what stands in the file that `--config` names."""
    arguments = taken(parser, words)
    path = getattr(arguments, "config", None)
    if path is None:
        return arguments
    (commands,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    command = words[0]
    return taken(parser, [command, *options_in(path, commands.choices[command]), *words[1:]])


def taken(parser: argparse.ArgumentParser, words: Sequence[str]) -> argparse.Namespace:
    """Pictures may stand on both sides of an option; argparse itself leaves over those behind it."""
    arguments, rest = parser.parse_known_args(words)
    if rest and (not hasattr(arguments, "inputs") or any(word.startswith("-") and word != "-" for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        arguments.inputs = [*arguments.inputs, *rest]
    return arguments


def options_in(path: str, command: argparse.ArgumentParser) -> Iterator[str]:
    """The rows of a file as they would be typed."""
    known = {name.removeprefix("--"): action for action in command._actions for name in action.option_strings
             if name.startswith("--") and action.dest not in ("help", "config")}
    for number, row in enumerate(rows_of(path), 1):
        name, equals, value = (part.strip() for part in row.partition("#")[0].partition("="))
        if not name:
            continue
        if name not in known or not equals:
            raise OptionError(f"{path}:{number}: found {row.strip()!r}, expected `name = value` with one of "
                              f"{', '.join(sorted(known))}")
        yield from typed(f"{path}:{number}", name, value, known)


def typed(place: str, name: str, value: str, known: dict[str, argparse.Action]) -> List[str]:
    """An option with its value, or a switch that is on or off."""
    if known[name].nargs != 0:
        return [f"--{name}={value}"]
    if value.lower() in YES:
        return [f"--{name}"]
    if value.lower() in NO:
        return [f"--no-{name}"] if f"no-{name}" in known else []
    raise OptionError(f"{place}: found {name} = {value!r}, expected yes or no")


def rows_of(path: str) -> List[str]:
    """The text of a file by its rows."""
    try:
        with open(path, encoding="utf-8-sig") as file:  # some editors begin with a mark
            return file.read().splitlines()
    except OSError as problem:
        raise FileError(f"{path}: cannot be opened: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise FileError(f"{path}: found bytes that are no UTF-8, expected a text file of options") from None
