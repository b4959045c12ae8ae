"""PDF files as pictures to read: the one home of pypdfium2, which `pip install "dsocr-native[pdf]"` brings.

>>> for page in reader.read_many(pdf.pages("contract.pdf")):
...     print(page.source, page.text)
"""

from __future__ import annotations

import importlib.util
import math
import os
import threading
from contextlib import contextmanager
from typing import Any, Iterator, List, Union

from . import _core
from ._core import Error, FileError, ImageError
from .sources import Source, displayable

DPI = 200  # dots per inch; letters of 8 points are 22 pixels high, of which the recogniser wants half
SUFFIX = ".pdf"
MAGIC = b"%PDF-"

_pdfium = threading.Lock()  # the library may be used by one thread at a time


class PdfPage(Source):
    """One page of a document; it is rendered whenever its pixels are needed, so a long document takes no memory.

    number: from 1. Its name is the document's with `#number` behind it.
    """

    def __init__(self, document: Union[str, bytes], name: str, number: int, dpi: float) -> None:
        self.name = f"{name}#{number}"
        self.number = number
        self.path = document if isinstance(document, str) else None
        self._document = document
        self._dpi = dpi

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        return core.read_pixels(self.pixels(options.max_pixels), self.name, options)

    def pixels(self, max_pixels: int) -> Any:
        with _pdfium, opened(self._document, self.name) as document, told(f"{self.name}: the page cannot be rendered"):
            page = document[self.number - 1]
            scale = self._dpi / 72
            width, height = (math.ceil(points * scale) for points in page.get_size())
            if width * height > max_pixels:
                raise ImageError(f"{self.name}: {width} x {height} is {width * height} pixels; "
                                 f"expected at most {max_pixels}")
            bitmap = page.render(scale=scale, rev_byteorder=True)
            return _core.annotate(rows(bitmap), [])  # a copy in RGB that outlives the document


def pages(document: Union[str, os.PathLike[str], bytes], *, dpi: float = DPI, name: str = "bytes") -> List[PdfPage]:
    """The pages of a document, for `Reader.read` and `Reader.read_many`; nothing is rendered yet.

    document: a path, or the bytes of a PDF file, which `name` stands for in messages.
    Raises FileError where it cannot be opened, ImageError where it is no PDF file or wants a password, and Error
    where pypdfium2 is not installed.
    """
    content = document if isinstance(document, bytes) else os.fspath(document)
    label = name if isinstance(content, bytes) else displayable(content)
    with _pdfium, opened(content, label) as pdf:
        count = len(pdf)
    return [PdfPage(content, label, number, dpi) for number in range(1, count + 1)]


def opened(document: Union[str, bytes], name: str) -> Any:
    """The document of pypdfium2, which is also a context."""
    if importlib.util.find_spec("pypdfium2") is None:
        raise Error(f"{name}: reading PDF files needs pypdfium2, which is not installed; "
                    'type: pip install "dsocr-native[pdf]"')
    import pypdfium2  # type: ignore[import-untyped,unused-ignore]

    if isinstance(document, str) and not os.path.isfile(document):
        raise FileError(f"{name}: cannot be opened: No such file")
    if isinstance(document, str) and not os.access(document, os.R_OK):
        raise FileError(f"{name}: cannot be opened: Permission denied")
    with told(f"{name}: found no PDF file that can be opened without a password"):
        return pypdfium2.PdfDocument(document)


@contextmanager
def told(sentence: str) -> Iterator[None]:
    """PDFium's errors as an ImageError that begins with `sentence`."""
    import pypdfium2

    try:
        yield
    except pypdfium2.PdfiumError as problem:
        raise ImageError(f"{sentence}: {problem}") from None


def rows(bitmap: Any) -> memoryview:
    """The pixels of a bitmap, H x W x {1, 3, 4}; a row may be longer than its pixels."""
    channels = bitmap.n_channels
    view = memoryview(bitmap.buffer).cast("B")
    if bitmap.stride == bitmap.width * channels:
        return view.cast("B", (bitmap.height, bitmap.width, channels))
    used = bitmap.width * channels
    packed = b"".join(view[row * bitmap.stride:row * bitmap.stride + used] for row in range(bitmap.height))
    return memoryview(packed).cast("B", (bitmap.height, bitmap.width, channels))
