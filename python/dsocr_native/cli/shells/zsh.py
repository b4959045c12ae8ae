"""For zsh: `source <(dsocr completion zsh)`, or a file `_dsocr` in a folder of `$fpath`."""

from __future__ import annotations

from typing import List

from .words import Command, Option

TAIL = """\
  esac
}
if [ "$funcstack[1]" = _dsocr ]; then _dsocr "$@"; else compdef _dsocr dsocr; fi
"""


def script(commands: List[Command]) -> str:
    """Commands and options with what they do."""
    names = " ".join(quoted(f"{command.name}:{command.summary}") for command in commands)
    head = (f"#compdef dsocr\n_dsocr() {{\n  local -a commands\n  commands=({names})\n"
            "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
            "  local command=$words[2]\n  shift words; (( CURRENT-- ))\n  case $command in\n")
    return head + "".join(f"    {command.name}) _arguments {arguments(command)} ;;\n" for command in commands) + TAIL


def arguments(command: Command) -> str:
    """A command's options and operands, as _arguments takes them."""
    rest = f"*:value:({' '.join(command.operands)})" if command.operands else "*:picture:_files"
    specs = [spec(name, option) for option in command.options for name in option.names]
    return " ".join(map(quoted, [*specs, rest]))


def spec(name: str, option: Option) -> str:
    """--name[what it does]:value:what may follow."""
    summary = "".join("\\" + letter if letter in "[]:\\" else letter for letter in option.summary)
    if not option.takes_value:
        return f"{name}[{summary}]"
    values = f"({' '.join(option.values)})" if option.values else "_files" if option.takes_file else " "
    return f"{name}[{summary}]:value:{values}"


def quoted(text: str) -> str:
    """As one word of the shell."""
    return "'" + text.replace("'", "'\\''") + "'"
