"""Pictures with their lines outlined, as `--draw` asks for them."""

from __future__ import annotations

import os

from .._core import OptionError
from ..drawing import SUFFIXES
from ..page import Page
from .names import Names
from .outputs import is_folder

class Drawings:
    """One file, or a folder with a .png for each picture."""

    def __init__(self, target: str, many: bool) -> None:
        self._target = target
        self._names = Names()
        self._in_folder = many or is_folder(target)
        if self._in_folder:
            os.makedirs(target, exist_ok=True)
        elif not target.lower().endswith(SUFFIXES):
            raise OptionError(f"--draw: found {target!r}, expected a name that ends in {', '.join(SUFFIXES)}")

    def add(self, page: Page) -> None:
        """Draws one page."""
        if self._in_folder:
            page.draw(os.path.join(self._target, self._names.take(page.source, ".png")))
        else:
            page.draw(self._target)
