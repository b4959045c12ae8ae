"""RapidOCR's kinds of input as ours: its arrays are BGR, and it takes grey with transparency."""

from __future__ import annotations

import os
from typing import Any

from ..._core import ImageError
from ...sources import Source, source_of


class LoadImageError(ImageError):
    """What was given cannot be read as a picture."""


def source_from(image: Any) -> Source:
    """The picture in our order of channels; nothing of an array is copied where it need not be."""
    if isinstance(image, (str, os.PathLike)):
        return from_path(os.fspath(image))
    if hasattr(image, "shape") and hasattr(image, "ndim") and hasattr(image, "astype"):
        return source_of(in_our_order(image), "image")
    try:
        return source_of(image)
    except ImageError as error:
        raise LoadImageError(str(error)) from None


def from_path(path: str) -> Source:
    """A file that is there."""
    if path.startswith(("http://", "https://")):
        raise LoadImageError(f"{path}: found an address on the network, expected a path: this package opens no "
                             "connection; download the file and pass its bytes")
    if not os.path.exists(path):
        raise LoadImageError(f"{path} does not exist.")
    return source_of(path)


def in_our_order(array: Any) -> Any:
    """Grey stays; BGR is turned into RGB; grey over white where there is transparency; RGBA stays, as there."""
    channels = array.shape[2] if array.ndim == 3 else 1
    if array.ndim not in (2, 3) or not 1 <= channels <= 4:
        raise LoadImageError(f"image: found an array of shape {tuple(array.shape)}, expected H x W or "
                             "H x W x {1, 2, 3, 4}")
    if channels == 2:
        grey, opacity = array[..., 0].astype("uint16"), array[..., 1].astype("uint16")
        return ((grey * opacity + 255 * (255 - opacity)) // 255).astype("uint8")
    return array[..., ::-1] if channels == 3 else array
