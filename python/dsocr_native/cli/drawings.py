"""Pictures with their lines outlined, as `--draw` asks for them."""

from __future__ import annotations

import os
from typing import Iterable

from .._core import Image, OptionError, write
from ..drawing import SUFFIXES
from ..files import told_as
from ..page import Page
from ..sources import encode_path
from .names import Names
from .outputs import is_folder


class Drawings:
    """One file, or a folder with a .png for each picture. read: paths of files that must stay as they are."""

    def __init__(self, target: str, many: bool, read: Iterable[str]) -> None:
        self._target = target
        self._names = Names(target, read)
        self._in_folder = many or is_folder(target)
        is_file_name = target.lower().endswith(SUFFIXES)
        if self._in_folder:
            if is_file_name and not is_folder(target):
                raise OptionError(f"--draw: found {target!r}, expected a folder (its name ends in {os.sep}) where there "
                                  "are several pictures")
            with told_as(target):
                os.makedirs(target, exist_ok=True)
        elif not is_file_name:
            raise OptionError(f"--draw: found {target!r}, expected a name that ends in {', '.join(SUFFIXES)}")

    def add(self, page: Page, drawing: Image) -> None:
        """Writes the drawing of one page; raises FileError."""
        path = self._names.take(page.source, ".png") if self._in_folder else self._target
        write(encode_path(path), drawing)
