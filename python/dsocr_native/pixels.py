"""Pixels of other libraries as buffers, without importing any of them."""

from __future__ import annotations

from typing import Any

from ._core import ImageError

PLAIN_MODES = {"L": 1, "RGB": 3, "RGBA": 4}
TRANSPARENT_MODES = ("P", "PA", "LA", "La", "RGBa")
SIXTEEN_BITS = ("I", "I;16", "I;16L", "I;16B", "I;16N")


def is_encoded(image: Any) -> bool:
    """Whether this is the content of an image file: one row of bytes."""
    if isinstance(image, (bytes, bytearray)):
        return True
    try:
        view = memoryview(image)
    except (TypeError, ValueError, BufferError):
        return False
    return view.ndim == 1 and view.format == "B"


def as_buffer(image: Any, name: str) -> Any:
    """An object with the buffer protocol: the image itself, or the bytes of a PIL image or of another library's."""
    if hasattr(image, "mode") and hasattr(image, "convert") and hasattr(image, "tobytes"):
        try:
            return from_pil(image, name)
        except ImageError:
            raise
        except Exception as problem:  # of any kind: the file behind it is decoded now, and may be damaged or closed
            raise ImageError(f"{name}: found a PIL image whose pixels cannot be decoded: {in_one_row(problem)}") from None
    if not has_buffer(image) and isinstance(getattr(image, "__array_interface__", None), dict):
        return from_array_interface(image.__array_interface__, name)
    return image


def in_one_row(problem: Exception) -> str:
    """What another library says, for the end of a sentence of ours."""
    return " ".join(str(problem).split()) or type(problem).__name__


def from_pil(image: Any, name: str) -> memoryview:
    """H x W x {1, 3, 4}. PIL itself converts palettes, CMYK and the like; grey with 16 bits is scaled to 8."""
    if image.mode in SIXTEEN_BITS:
        image = image.point(lambda value: value * (1 / 257)).convert("L")
    elif image.mode == "F":
        raise ImageError(f"{name}: found a PIL image of mode 'F' (floats without a range), expected L, RGB or RGBA")
    elif image.mode not in PLAIN_MODES:
        image = image.convert("RGBA" if image.mode in TRANSPARENT_MODES else "RGB")
    return memoryview(image.tobytes()).cast("B", (image.height, image.width, PLAIN_MODES[image.mode]))


def from_array_interface(interface: dict[str, Any], name: str) -> memoryview:
    """Bytes described by numpy's array interface, where the object itself exports no buffer."""
    kind, shape, data = interface.get("typestr"), interface.get("shape"), interface.get("data")
    if kind != "|u1" or not isinstance(shape, tuple) or not isinstance(data, (bytes, bytearray, memoryview)):
        raise ImageError(
            f"{name}: found an array interface of type {kind!r}, shape {shape!r} and data as "
            f"{type(data).__name__}, expected type '|u1', H x W x 3 and data as bytes"
        )
    return memoryview(data).cast("B", shape)


def has_buffer(image: Any) -> bool:
    """Whether the object lets its memory be seen."""
    try:
        memoryview(image)
    except TypeError:
        return False
    except (ValueError, BufferError):
        return True
    return True
