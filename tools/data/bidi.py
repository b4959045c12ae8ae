"""Lines of Arabic, Persian and Hebrew as the eye meets them from left to right, which is how a recogniser reads them.

What it has read is put back into the order of writing by cpp/recognize/writing_order.h. The library is the one by which
Pillow draws such text, so that a label says what its picture shows.
"""

import ctypes
import ctypes.util
import unicodedata
from functools import cache

from tools.errors import ToolError

_FROM_RIGHT = ("R", "AL")
_RTL = 0x111  # FRIBIDI_PAR_RTL of fribidi-types.h


def runs_from_right(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in _FROM_RIGHT for character in text)


def seen_from_left(text: str) -> str:
    """By the Unicode Bidirectional Algorithm (UAX 9) of a line in a text that runs from the right; brackets as they look,
    marks behind their letters."""
    if not runs_from_right(text):
        return text
    length = len(text)
    logical = (ctypes.c_uint32 * length)(*map(ord, text))
    visual, places = (ctypes.c_uint32 * length)(), (ctypes.c_int * length)()
    base = ctypes.c_uint32(_RTL)
    if not _fribidi().fribidi_log2vis(logical, length, ctypes.byref(base), visual, None, places, None):
        raise ToolError(f"fribidi could not put {text!r} in order")
    seen = (text[place] if not unicodedata.mirrored(text[place]) else chr(visual[at]) for at, place in enumerate(places))
    return "".join(seen)


@cache
def _fribidi() -> ctypes.CDLL:
    name = ctypes.util.find_library("fribidi")
    if name is None:
        raise ToolError("libfribidi, which Pillow needs for text that runs from the right, is not installed; "
                        "apt-get install libfribidi0")
    return ctypes.CDLL(name)
