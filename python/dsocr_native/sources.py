"""What can be read, brought to one of three forms: a file, an encoded picture in memory, or pixels."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import Any, Optional, Union

from . import _core
from ._core import FileError, ImageError
from .pixels import as_buffer, is_encoded

EXPECTED = (
    "expected a path, the bytes of an image file, an open binary file, "
    "or pixels (an array, a PIL image, a memoryview)"
)


class Source(ABC):
    """A picture that can be read several times.

    name: stands in messages and in `page.source`.
    path: of the file that it is or stands in; None where it is none and ends with this process.
    """

    name: str
    path: Optional[str] = None

    @abstractmethod
    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        """Decodes where needed, finds and reads the lines."""

    @abstractmethod
    def pixels(self, max_pixels: int) -> Any:
        """The upright picture as a buffer, H x W or H x W x {1, 3, 4} of uint8."""


class FileSource(Source):
    """A path. Nothing is opened before it is read."""

    path: str

    def __init__(self, path: Union[str, os.PathLike[str]], name: Optional[str]) -> None:
        self.name = name or displayable(path)
        self.path = os.fspath(path)

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        return core.read_file(encode_path(self.path), options)

    def pixels(self, max_pixels: int) -> _core.Image:
        return _core.decode_file(encode_path(self.path), max_pixels=max_pixels)


class EncodedSource(Source):
    """The bytes of a JPEG, PNG, WebP or BMP file."""

    def __init__(self, data: bytes, name: Optional[str]) -> None:
        self.name = name or "bytes"
        self.data = data

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        return core.read_bytes(self.data, self.name, options)

    def pixels(self, max_pixels: int) -> _core.Image:
        return _core.decode(self.data, self.name, max_pixels=max_pixels)


class PixelSource(Source):
    """Pixels in memory, used where they lie."""

    def __init__(self, image: Any, name: Optional[str]) -> None:
        self.name = name or "image"
        self.image = as_buffer(image, self.name)

    def read(self, core: _core.Reader, options: _core.ReadOptions) -> _core.PageTuple:
        return core.read_pixels(self.image, self.name, options)

    def pixels(self, max_pixels: int) -> Any:
        return self.image


def source_of(image: Any, name: Optional[str] = None) -> Source:
    """Tells the kinds apart by what they can do; an ImageError says what was found where none fits."""
    if isinstance(image, Source):
        return image
    name = name and storable(name)
    if isinstance(image, (str, os.PathLike)):
        return FileSource(image, name)
    if is_encoded(image):
        return EncodedSource(bytes(image), name)
    if callable(getattr(image, "read", None)):
        label = name or storable(getattr(image, "name", "stream"))
        return EncodedSource(read_stream(image, label), label)
    if image is None or isinstance(image, (int, float, list, tuple, dict)):
        raise ImageError(f"{name or 'image'}: found an object of type {type(image).__name__}, {EXPECTED}")
    return PixelSource(image, name)


def read_stream(stream: Any, name: str) -> bytes:
    """All of an open file; it has to be open in binary mode."""
    try:
        data = stream.read()
    except UnicodeDecodeError:
        data = None  # what was taken for text is none
    except (OSError, ValueError) as problem:  # ValueError: it is closed
        raise FileError(f"{name}: cannot be read: {problem}") from None
    if isinstance(data, (bytes, bytearray)):
        return bytes(data)
    raise ImageError(f"{name}: found a file open as text, expected one open in binary mode ('rb')")


def displayable(path: Union[str, os.PathLike[str]]) -> str:
    """The path as text that can be printed and stored, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def storable(name: Any) -> str:
    """A name that may be no path, and of any kind, as text that can be printed and stored."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8")


def encode_path(path: str) -> bytes:
    """As the system spells it: a file name need not be text."""
    encoded = os.fsencode(path)
    if b"\0" in encoded:
        raise FileError(f"{path!r}: found a null byte in the path, expected the path of a file")
    return encoded
