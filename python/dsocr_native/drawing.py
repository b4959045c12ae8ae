"""The picture with the found lines drawn onto it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Sequence, Union

from . import _core
from .sources import encode_path

if TYPE_CHECKING:
    from .page import Page, Quad

SUFFIXES = (".png", ".jpg", ".jpeg")


def annotate(page: Page, *, numbers: bool = True) -> _core.Image:
    """A copy of the picture, RGB, with an outline around each line."""
    return _core.annotate(page.pixels(), [line.quad for line in page], numbers=numbers)


def outlined(pixels: Any, quads: Sequence[Quad]) -> _core.Image:
    """A copy of some pixels, RGB, with an outline around each quad."""
    return _core.annotate(pixels, quads, numbers=False)


def save(page: Page, path: Union[str, os.PathLike[str]], *, numbers: bool = True) -> None:
    """Writes it to a .png, .jpg or .jpeg file, whole or not at all."""
    _core.write(encode_path(os.fspath(path)), annotate(page, numbers=numbers))
