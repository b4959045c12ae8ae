"""For bash: `eval "$(dsocr completion bash)"`."""

from __future__ import annotations

from typing import Iterator, List

from .words import Command

SCRIPT = """\
_dsocr() {
  local word=${COMP_WORDS[COMP_CWORD]} words= options= operands=
  [ "$COMP_CWORD" -gt 1 ] || { COMPREPLY=($(compgen -W '@COMMANDS@' -- "$word")); return; }
  case ${COMP_WORDS[1]} in
@OPTIONS@
  esac
  case ${COMP_WORDS[1]}:${COMP_WORDS[COMP_CWORD - 1]} in
@VALUES@
    *) case $word in -*) words=$options ;; *) words=$operands ;; esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _dsocr dsocr
"""


def script(commands: List[Command]) -> str:
    """Where there is nothing to offer, bash offers file names."""
    names = " ".join(command.name for command in commands)
    options = [f"    {command.name}) options='{option_names(command)}' operands='{' '.join(command.operands)}' ;;"
               for command in commands]
    following = [f"    {row}" for command in commands for row in values(command)]
    return (SCRIPT.replace("@COMMANDS@", names).replace("@OPTIONS@", "\n".join(options))
            .replace("@VALUES@", "\n".join(following)))


def option_names(command: Command) -> str:
    """All of them."""
    return " ".join(name for option in command.options for name in option.names)


def values(command: Command) -> Iterator[str]:
    """What may follow an option; nothing offered leaves file names."""
    for option in command.options:
        if option.takes_value:
            pattern = "|".join(f"{command.name}:{name}" for name in option.names)
            yield f"{pattern}) words='{' '.join(option.values)}' ;;"
