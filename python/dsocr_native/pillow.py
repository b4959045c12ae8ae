"""Pictures that Pillow decodes and the core does not: TIFF with all its pages, GIF, PNM, JPEG 2000, AVIF. The one home of
Pillow, which `pip install "dsocr-native[pillow]"` brings.

>>> for page in reader.read_many(pillow.pages("fax.tif")):
...     print(page.source, page.text)
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
from typing import Any, List, Union

from . import _core
from ._core import Error, FileError, ImageError
from .pixels import as_buffer, in_one_row
from .sources import Source, displayable

SUFFIXES = (".tif", ".tiff", ".gif", ".pbm", ".pgm", ".ppm", ".pnm", ".jp2", ".avif")
MAGIC = re.compile(rb"II\*\0|MM\0\*|GIF8|P[1-6]\s|\0\0\0\x0cjP  |.{4}ftypavif", re.DOTALL)


class PillowPage(Source):
    """One page of a file; it is decoded whenever its pixels are needed, so a long file takes no memory.

    number: from 1. Its name is the file's, with `#number` behind it where there are several.
    """

    def __init__(self, content: Union[str, bytes], name: str, number: int) -> None:
        self.name = name
        self.number = number
        self.path = content if isinstance(content, str) else None
        self._content = content

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        return core.read_pixels(self.pixels(options.max_pixels), self.name, options)

    def pixels(self, max_pixels: int) -> Any:
        from PIL import ImageOps

        with opened(self._content, self.name) as image:
            try:
                image.seek(self.number - 1)
                if image.width * image.height > max_pixels:
                    raise ImageError(f"{self.name}: {image.width} x {image.height} is {image.width * image.height} "
                                     f"pixels; expected at most {max_pixels}")
                return as_buffer(ImageOps.exif_transpose(image), self.name)
            except Exception as problem:
                raise damaged(self.name, problem) from None


def pages(content: Union[str, os.PathLike[str], bytes], *, name: str = "bytes") -> List[PillowPage]:
    """The pages of a TIFF file, or the one picture of another, for `Reader.read` and `Reader.read_many`.

    content: a path, or the bytes of a file, which `name` stands for in messages.
    Raises FileError where it cannot be opened, ImageError where Pillow knows no picture in it, and Error where Pillow is
    not installed.
    """
    given = content if isinstance(content, bytes) else os.fspath(content)
    label = name if isinstance(given, bytes) else displayable(given)
    with opened(given, label) as image:
        try:
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        except Exception as problem:
            raise damaged(label, problem) from None
    return [PillowPage(given, f"{label}#{number}" if count > 1 else label, number) for number in range(1, count + 1)]


def opened(content: Union[str, bytes], name: str) -> Any:
    """Pillow's picture, which is also a context; its pixels are not decoded yet."""
    if importlib.util.find_spec("PIL") is None:
        raise Error(f"{name}: reading this kind of picture needs Pillow, which is not installed; "
                    'type: pip install "dsocr-native[pillow]"')
    from PIL import Image

    try:
        return Image.open(io.BytesIO(content) if isinstance(content, bytes) else content)
    except Exception as problem:
        if isinstance(problem, OSError) and problem.strerror:  # the system's; Pillow's own have none
            raise FileError(f"{name}: cannot be opened: {problem.strerror}") from None
        raise damaged(name, problem) from None


def damaged(name: str, problem: Exception) -> Error:
    """An error that was told already, or Pillow's words in ours. What it raises for a damaged file depends on the kind:
    OSError, ValueError, SyntaxError, but also TypeError, RuntimeError, EOFError, struct.error and more."""
    if isinstance(problem, Error):
        return problem
    return ImageError(f"{name}: found no picture that Pillow can read: {in_one_row(problem)}")
