"""`dsocr completion`: what a shell needs to complete our commands, options and names."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from .command import add_command
from .shells import SHELLS
from .shells.words import commands_of

EXAMPLES = """\
examples:
  eval "$(dsocr completion bash)"                  in ~/.bashrc
  source <(dsocr completion zsh)                   in ~/.zshrc, after compinit
  dsocr completion fish > ~/.config/fish/completions/dsocr.fish
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "completion", "print a script that completes commands in a shell",
                         "Prints a script for a shell; it completes commands, options, formats and models.", EXAMPLES)
    parser.add_argument("shell", choices=list(SHELLS), help="the shell that you use")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Prints the script."""
    from .parser import build_parser

    sys.stdout.write(SHELLS[arguments.shell](commands_of(build_parser())))
    return True
