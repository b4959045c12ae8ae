"""For fish: `dsocr completion fish | source`."""

from __future__ import annotations

from typing import List

from .words import Command, Option


def script(commands: List[Command]) -> str:
    """A row a command, and a row an option."""
    rows = [f"complete -c dsocr -n __fish_use_subcommand -f -a {command.name} -d {quoted(command.summary)}"
            for command in commands]
    return "\n".join(rows + [row for command in commands for row in rows_of(command)]) + "\n"


def rows_of(command: Command) -> List[str]:
    """A command's options and operands; without operands, fish offers file names."""
    begin = f"complete -c dsocr -n '__fish_seen_subcommand_from {command.name}'"
    operands = [f"{begin} -f -a {quoted(' '.join(command.operands))}"] if command.operands else []
    return operands + [f"{begin} {names(option)}{value(option)} -d {quoted(option.summary)}"
                       for option in command.options]


def names(option: Option) -> str:
    """-s h -l help"""
    return " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)


def value(option: Option) -> str:
    """What may follow: one of a list, a file, or anything."""
    if not option.takes_value:
        return ""
    if option.takes_file:
        return " -r -F" + (f" -a {quoted(' '.join(option.values))}" if option.values else "")
    return " -x" + (f" -a {quoted(' '.join(option.values))}" if option.values else "")


def quoted(text: str) -> str:
    """As one word of the shell."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
