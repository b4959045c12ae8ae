"""What stands behind the question mark, as values."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from starlette.datastructures import QueryParams

from .._core import OptionError
from ..options import MIN_CONFIDENCE, read_options
from .limits import Limits
from .problems import Problem

SWITCH = {"true": True, "1": True, "false": False, "0": False}


def options_in(query: QueryParams, limits: Limits) -> Dict[str, Any]:
    """The Reader's options, under the names that it gives them."""
    options: Dict[str, Any] = {
        "classify": switch(query, "classify", True),
        "min_confidence": number(query, "min_confidence", MIN_CONFIDENCE),
        "max_side": whole(query, "max_side", 0),
        "budget_ms": whole(query, "budget_ms", 0),
        "max_pixels": limits.pixels,
        "box_threshold": number(query, "box_threshold", None),
        "unclip_ratio": number(query, "unclip_ratio", None),
    }
    try:
        read_options(**options)
    except OptionError as error:
        raise Problem(422, str(error)) from None
    return options


def switch(query: QueryParams, name: str, default: bool) -> bool:
    """true or false."""
    text = query.get(name)
    if text is None:
        return default
    if text.lower() not in SWITCH:
        raise Problem(422, f"{name}: found {text!r}, expected true or false")
    return SWITCH[text.lower()]


def number(query: QueryParams, name: str, default: Optional[float]) -> Optional[float]:
    """A decimal number."""
    text = query.get(name)
    try:
        return default if text is None else float(text)
    except ValueError:
        raise Problem(422, f"{name}: found {text!r}, expected a number") from None


def whole(query: QueryParams, name: str, default: int) -> int:
    """A whole number."""
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Problem(422, f"{name}: found {text!r}, expected a whole number")
    return int(text)


def known_parameters(query: QueryParams, names: Tuple[str, ...]) -> None:
    """A misspelt parameter is a mistake, not a wish for the default."""
    for name in query:
        if name not in names:
            raise Problem(422, f"the query has {name!r}, expected one of {', '.join(names)}")
