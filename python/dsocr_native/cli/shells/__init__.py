"""Completion scripts, one file a shell, made from the parser itself."""

from __future__ import annotations

from .bash import script as bash
from .fish import script as fish
from .zsh import script as zsh

SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}
