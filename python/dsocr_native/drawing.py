"""The picture with the found lines drawn onto it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Union

from . import _core
from .sources import encode_path

if TYPE_CHECKING:
    from .page import Page
    from .sources import Source


def annotate(source: Source, page: Page, *, numbers: bool = True) -> _core.Image:
    """A copy of the picture, RGB, with an outline around each line."""
    picture = source.pixels(max_pixels=max(page.width * page.height, 1))
    return _core.annotate(picture, [line.quad for line in page], numbers=numbers)


def save(source: Source, page: Page, path: Union[str, os.PathLike[str]], *, numbers: bool = True) -> None:
    """Writes it to a .png, .jpg or .jpeg file, whole or not at all."""
    _core.write(encode_path(os.fspath(path)), annotate(source, page, numbers=numbers))
